-- CreateTable
CREATE TABLE "notices" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_at" BIGINT,
    "sent_at" BIGINT,
    "error" TEXT,

    CONSTRAINT "notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conditions" (
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "since" BIGINT NOT NULL,
    "told_at" BIGINT,

    CONSTRAINT "conditions_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "notices_next_at_idx" ON "notices"("next_at");

-- CreateIndex
CREATE INDEX "notices_created_at_idx" ON "notices"("created_at");
