-- CreateTable
CREATE TABLE "rejections" (
    "minute" BIGINT NOT NULL,
    "status" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rejections_pkey" PRIMARY KEY ("minute", "status")
);
