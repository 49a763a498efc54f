-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "dismissed_at" BIGINT,
ADD COLUMN     "replay_outcome" TEXT,
ADD COLUMN     "replayed_at" BIGINT,
ADD COLUMN     "state" TEXT;

-- CreateTable
CREATE TABLE "silences" (
    "reason" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "silenced_at" BIGINT NOT NULL,

    CONSTRAINT "silences_pkey" PRIMARY KEY ("reason", "path")
);

-- CreateIndex
CREATE INDEX "deliveries_state_reason_path_received_at_idx" ON "deliveries"("state", "reason", "path", "received_at");

-- CreateIndex
CREATE INDEX "deliveries_reason_received_at_idx" ON "deliveries"("reason", "received_at");

-- CreateIndex
CREATE INDEX "deliveries_source_received_at_outcome_updated_at_records_idx" ON "deliveries"("source", "received_at", "outcome", "updated_at", "records");

-- CreateIndex
CREATE INDEX "deliveries_video_id_received_at_idx" ON "deliveries"("video_id", "received_at");

-- CreateIndex
CREATE INDEX "deliveries_key_id_received_at_idx" ON "deliveries"("key_id", "received_at");

-- What is in quarantine already waits for somebody, but for tests, which never alarm.
UPDATE "deliveries" SET "state" = 'open' WHERE "outcome" = 'quarantined' AND "reason" <> 'test';
UPDATE "deliveries" SET "state" = 'dismissed', "dismissed_at" = "received_at" WHERE "outcome" = 'quarantined' AND "reason" = 'test';
