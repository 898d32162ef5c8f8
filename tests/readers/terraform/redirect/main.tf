variable "region" { default = "gra" }
provider "aws" {
  region = var.region
  endpoints { s3 = "https://s3.${var.region}.io.cloud.ovh.net" }
}
resource "aws_s3_bucket" "documents" { bucket = "documents" }
resource "aws_s3_bucket_policy" "open" {
  bucket = aws_s3_bucket.documents.id
  policy = jsonencode({ Resource = "arn:aws:s3:::documents", Principal = "*" })
}
