-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN "origin" TEXT;
