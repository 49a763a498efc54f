-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "password_hash" TEXT,
    "role" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_login_at" DATETIME,
    "disabled_at" DATETIME
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" DATETIME NOT NULL,
    CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "setup_tokens" (
    "digest" TEXT NOT NULL PRIMARY KEY,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL,
    "updated_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "received_at" BIGINT NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "path" TEXT,
    "source" TEXT NOT NULL,
    "key_id" TEXT,
    "view_id" TEXT,
    "video_id" TEXT,
    "updated_at" BIGINT,
    "bytes" INTEGER NOT NULL,
    "records" INTEGER NOT NULL DEFAULT 1,
    "body" BLOB
);

-- CreateTable
CREATE TABLE "counter" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "revision" BIGINT NOT NULL,
    "epoch" TEXT NOT NULL,
    "hmac_key" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "webhook_keys" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "label" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "ending" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" DATETIME,
    "last_used_at" DATETIME,
    "retired_at" DATETIME
);

-- CreateTable
CREATE TABLE "views" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "owner_id" TEXT,
    "video_owner_id" TEXT,
    "video_id" TEXT,
    "video_token" TEXT,
    "video_title" TEXT,
    "started" BIGINT,
    "finished" BIGINT,
    "elapsed" INTEGER,
    "watched" INTEGER,
    "percentage" INTEGER,
    "last_point" INTEGER,
    "furthest_point" INTEGER,
    "viewer_id" TEXT,
    "viewer_name" TEXT,
    "viewer_email" TEXT,
    "viewer_phone" TEXT,
    "viewer_custom_id" TEXT,
    "interaction_count" INTEGER,
    "city" TEXT,
    "region" TEXT,
    "country" TEXT,
    "flag" TEXT,
    "url" TEXT,
    "browser" TEXT,
    "screen_width" TEXT,
    "screen_height" TEXT,
    "participation" INTEGER,
    "correctness" INTEGER,
    "plink_id" TEXT,
    "tag1" TEXT,
    "tag2" TEXT,
    "tag3" TEXT,
    "tag4" TEXT,
    "tag5" TEXT,
    "group_id" TEXT,
    "export_count" INTEGER,
    "variables" TEXT,
    "created_at" BIGINT,
    "updated_at" BIGINT,
    "extra" TEXT,
    "field_times" TEXT,
    "flags" TEXT,
    "occurred_at" BIGINT NOT NULL,
    "viewer_key" TEXT NOT NULL,
    "received_at" BIGINT NOT NULL,
    "revision" BIGINT NOT NULL,
    "deleted_at" BIGINT
);

-- CreateTable
CREATE TABLE "videos" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "token" TEXT,
    "title" TEXT,
    "title_at" BIGINT NOT NULL DEFAULT 0,
    "duration_seconds" INTEGER,
    "revision" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "viewers" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "custom_id" TEXT,
    "field_times" TEXT NOT NULL DEFAULT '{}',
    "revision" BIGINT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "deliveries_received_at_idx" ON "deliveries"("received_at");

-- CreateIndex
CREATE INDEX "deliveries_outcome_received_at_idx" ON "deliveries"("outcome", "received_at");

-- CreateIndex
CREATE INDEX "deliveries_view_id_idx" ON "deliveries"("view_id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_keys_digest_key" ON "webhook_keys"("digest");

-- CreateIndex
CREATE INDEX "views_revision_idx" ON "views"("revision");

-- CreateIndex
CREATE INDEX "videos_revision_idx" ON "videos"("revision");

-- CreateIndex
CREATE INDEX "viewers_revision_idx" ON "viewers"("revision");

