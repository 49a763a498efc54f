-- CreateTable
CREATE TABLE "rejections" (
    "minute" BIGINT NOT NULL,
    "status" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    PRIMARY KEY ("minute", "status")
);
