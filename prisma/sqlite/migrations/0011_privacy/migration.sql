-- AlterTable
ALTER TABLE "counter" ADD COLUMN "privacy_revision" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "counter" ADD COLUMN "purged_revision" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "viewers" ADD COLUMN "excluded" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "tombstones" (
    "digest" TEXT NOT NULL PRIMARY KEY,
    "pseudonym" TEXT NOT NULL,
    "counted" BOOLEAN NOT NULL,
    "erased_at" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "exclusions" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "viewer_links" (
    "key" TEXT NOT NULL,
    "former" TEXT NOT NULL,

    PRIMARY KEY ("key", "former")
);

-- CreateIndex
CREATE UNIQUE INDEX "exclusions_kind_value_key" ON "exclusions"("kind", "value");

-- CreateIndex
CREATE INDEX "viewers_excluded_idx" ON "viewers"("excluded");
