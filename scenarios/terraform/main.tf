# Every aws_s3_bucket* resource that a general purpose bucket can have, against a Parhelion server:
#
#   parhelion serve --port 4566          # in another shell
#   terraform -chdir=scenarios/terraform init
#   terraform -chdir=scenarios/terraform apply -auto-approve -var endpoint=http://127.0.0.1:4566
#   terraform -chdir=scenarios/terraform plan -detailed-exitcode -var endpoint=http://127.0.0.1:4566
#   terraform -chdir=scenarios/terraform destroy -auto-approve -var endpoint=http://127.0.0.1:4566
#
# `just terraform` does all of that. Nothing here reaches AWS while `endpoint` is set.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
      # From version 6 on the provider reads a bucket's tags through S3 Control, whose hosts begin
      # with the account: no address of digits has such hosts.
      version = "~> 5.80"
    }
  }
}

variable "endpoint" {
  type        = string
  description = "Where the server listens: http://127.0.0.1:4566"
}

provider "aws" {
  region            = "us-east-1"
  access_key        = "AKIAPARHELION0EXAMPL"
  secret_key        = "parhelion/development/key/known/to/everybody"
  s3_use_path_style = true
  endpoints {
    s3  = var.endpoint
    iam = var.endpoint
    kms = var.endpoint
    sts = var.endpoint
  }
}

resource "aws_kms_key" "site" {
  description             = "site"
  deletion_window_in_days = 7
}

resource "aws_iam_role" "replication" {
  name = "replication"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_s3_bucket" "site" {
  bucket        = "parhelion-terraform-site"
  force_destroy = true
  tags          = { team = "web", stage = "test" }
}

resource "aws_s3_bucket" "logs" {
  bucket        = "parhelion-terraform-logs"
  force_destroy = true
}

resource "aws_s3_bucket" "copy" {
  bucket        = "parhelion-terraform-copy"
  force_destroy = true
}

resource "aws_s3_bucket" "locked" {
  bucket              = "parhelion-terraform-locked"
  force_destroy       = true
  object_lock_enabled = true
}

resource "aws_s3_bucket_versioning" "site" {
  bucket = aws_s3_bucket.site.id
  versioning_configuration { status = "Enabled" }
}

resource "aws_s3_bucket_versioning" "copy" {
  bucket = aws_s3_bucket.copy.id
  versioning_configuration { status = "Enabled" }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "site" {
  bucket = aws_s3_bucket.site.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.site.arn
    }
  }
}

resource "aws_s3_bucket_public_access_block" "site" {
  bucket                  = aws_s3_bucket.site.id
  block_public_acls       = true
  block_public_policy     = false
  ignore_public_acls      = true
  restrict_public_buckets = false
}

resource "aws_s3_bucket_ownership_controls" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule { object_ownership = "BucketOwnerPreferred" }
}

resource "aws_s3_bucket_acl" "logs" {
  depends_on = [aws_s3_bucket_ownership_controls.logs]
  bucket     = aws_s3_bucket.logs.id
  acl        = "log-delivery-write"
}

resource "aws_s3_bucket_logging" "site" {
  depends_on    = [aws_s3_bucket_acl.logs]
  bucket        = aws_s3_bucket.site.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "site/"
}

resource "aws_s3_bucket_policy" "site" {
  depends_on = [aws_s3_bucket_public_access_block.site]
  bucket     = aws_s3_bucket.site.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.site.arn, "${aws_s3_bucket.site.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "Website"
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:GetObject"
        Resource  = "${aws_s3_bucket.site.arn}/public/*"
      },
    ]
  })
}

resource "aws_s3_bucket_cors_configuration" "site" {
  bucket = aws_s3_bucket.site.id
  cors_rule {
    allowed_headers = ["*"]
    allowed_methods = ["GET", "PUT"]
    allowed_origins = ["https://app.example"]
    expose_headers  = ["ETag"]
    max_age_seconds = 600
  }
}

resource "aws_s3_bucket_website_configuration" "site" {
  bucket = aws_s3_bucket.site.id
  index_document { suffix = "index.html" }
  error_document { key = "error.html" }
  routing_rule {
    condition { key_prefix_equals = "old/" }
    redirect { replace_key_prefix_with = "new/" }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "site" {
  depends_on = [aws_s3_bucket_versioning.site]
  bucket     = aws_s3_bucket.site.id
  rule {
    id     = "uploads"
    status = "Enabled"
    filter { prefix = "uploads/" }
    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }
    expiration { days = 90 }
    noncurrent_version_expiration { noncurrent_days = 7 }
    abort_incomplete_multipart_upload { days_after_initiation = 3 }
  }
}

resource "aws_s3_bucket_notification" "site" {
  bucket      = aws_s3_bucket.site.id
  eventbridge = true
}

resource "aws_s3_bucket_replication_configuration" "site" {
  depends_on = [aws_s3_bucket_versioning.site, aws_s3_bucket_versioning.copy]
  bucket     = aws_s3_bucket.site.id
  role       = aws_iam_role.replication.arn
  rule {
    id     = "copy"
    status = "Enabled"
    filter { prefix = "public/" }
    delete_marker_replication { status = "Enabled" }
    destination {
      bucket        = aws_s3_bucket.copy.arn
      storage_class = "STANDARD_IA"
    }
  }
}

resource "aws_s3_bucket_accelerate_configuration" "site" {
  bucket = aws_s3_bucket.site.id
  status = "Enabled"
}

resource "aws_s3_bucket_request_payment_configuration" "copy" {
  bucket = aws_s3_bucket.copy.id
  payer  = "Requester"
}

resource "aws_s3_bucket_object_lock_configuration" "locked" {
  bucket = aws_s3_bucket.locked.id
  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = 1
    }
  }
}

resource "aws_s3_bucket_analytics_configuration" "site" {
  bucket = aws_s3_bucket.site.id
  name   = "all"
}

resource "aws_s3_bucket_metric" "site" {
  bucket = aws_s3_bucket.site.id
  name   = "all"
}

resource "aws_s3_bucket_intelligent_tiering_configuration" "site" {
  bucket = aws_s3_bucket.site.id
  name   = "all"
  tiering {
    access_tier = "ARCHIVE_ACCESS"
    days        = 90
  }
}

resource "aws_s3_bucket_inventory" "site" {
  bucket                   = aws_s3_bucket.site.id
  name                     = "all"
  included_object_versions = "Current"
  schedule { frequency = "Weekly" }
  destination {
    bucket {
      format     = "CSV"
      bucket_arn = aws_s3_bucket.logs.arn
    }
  }
}

resource "aws_s3_object" "index" {
  bucket       = aws_s3_bucket.site.id
  key          = "public/index.html"
  content      = "<h1>Hello</h1>"
  content_type = "text/html"
  tags         = { page = "index" }
}
