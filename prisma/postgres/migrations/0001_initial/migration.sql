-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "password_hash" TEXT,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_login_at" TIMESTAMP(3),
    "disabled_at" TIMESTAMP(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setup_tokens" (
    "digest" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "setup_tokens_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" TEXT NOT NULL,
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
    "body" BYTEA,

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "counter" (
    "id" INTEGER NOT NULL,
    "revision" BIGINT NOT NULL,
    "epoch" TEXT NOT NULL,
    "hmac_key" TEXT NOT NULL,

    CONSTRAINT "counter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_keys" (
    "id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "ending" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMP(3),
    "last_used_at" TIMESTAMP(3),
    "retired_at" TIMESTAMP(3),

    CONSTRAINT "webhook_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "views" (
    "id" TEXT NOT NULL,
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
    "deleted_at" BIGINT,

    CONSTRAINT "views_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "videos" (
    "id" TEXT NOT NULL,
    "token" TEXT,
    "title" TEXT,
    "title_at" BIGINT NOT NULL DEFAULT 0,
    "duration_seconds" INTEGER,
    "revision" BIGINT NOT NULL,

    CONSTRAINT "videos_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "viewers" (
    "key" TEXT NOT NULL,
    "name" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "custom_id" TEXT,
    "field_times" TEXT NOT NULL DEFAULT '{}',
    "revision" BIGINT NOT NULL,

    CONSTRAINT "viewers_pkey" PRIMARY KEY ("key")
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

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

