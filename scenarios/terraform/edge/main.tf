# Every aws_cloudfront_* resource and data source of the provider, against a Parhelion server:
#
#   parhelion serve --port 4566          # in another shell
#   openssl genrsa 2048 | openssl rsa -pubout -out scenarios/terraform/edge/public.pem
#   terraform -chdir=scenarios/terraform/edge init
#   terraform -chdir=scenarios/terraform/edge apply -auto-approve -var endpoint=http://127.0.0.1:4566
#
# `.ci/clients terraform_edge` does this, changes what `changed` changes, imports, and destroys.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.80"
    }
  }
}

variable "endpoint" {
  type        = string
  description = "Where the server listens: http://127.0.0.1:4566"
}

variable "changed" {
  type        = bool
  default     = false
  description = "The second version of the site: each resource that can be changed is."
}

locals {
  version = var.changed ? "two" : "one"
}

provider "aws" {
  region            = "us-east-1"
  access_key        = "AKIAPARHELION0EXAMPL"
  secret_key        = "parhelion/development/key/known/to/everybody"
  s3_use_path_style = true
  # A key value store's data has a host that begins with the account, which no address of digits has:
  # the server is asked for it as a proxy is.
  http_proxy  = var.endpoint
  https_proxy = ""
  no_proxy    = "127.0.0.1"
  endpoints {
    acm                     = var.endpoint
    cloudfront              = var.endpoint
    cloudfrontkeyvaluestore = "http://kvs.localhost"
    iam                     = var.endpoint
    kms                     = var.endpoint
    s3                      = var.endpoint
    sts                     = var.endpoint
  }
}

resource "aws_s3_bucket" "site" {
  bucket        = "parhelion-terraform-edge"
  force_destroy = true
}

resource "aws_s3_bucket" "logs" {
  bucket        = "parhelion-terraform-edge-logs"
  force_destroy = true
}

resource "aws_s3_bucket_ownership_controls" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule { object_ownership = "BucketOwnerPreferred" }
}

data "aws_cloudfront_log_delivery_canonical_user_id" "here" {}

data "aws_canonical_user_id" "own" {}

resource "aws_s3_bucket_acl" "logs" {
  depends_on = [aws_s3_bucket_ownership_controls.logs]
  bucket     = aws_s3_bucket.logs.id
  access_control_policy {
    owner { id = data.aws_canonical_user_id.own.id }
    grant {
      permission = "FULL_CONTROL"
      grantee {
        type = "CanonicalUser"
        id   = data.aws_canonical_user_id.own.id
      }
    }
    grant {
      permission = "FULL_CONTROL"
      grantee {
        type = "CanonicalUser"
        id   = data.aws_cloudfront_log_delivery_canonical_user_id.here.id
      }
    }
  }
}

data "aws_iam_policy_document" "site" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.site.arn}/*"]
    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "AWS:SourceArn"
      values   = [aws_cloudfront_distribution.site.arn]
    }
  }
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.site.arn}/old/*"]
    principals {
      type        = "AWS"
      identifiers = [aws_cloudfront_origin_access_identity.old.iam_arn]
    }
  }
}

resource "aws_s3_bucket_policy" "site" {
  bucket = aws_s3_bucket.site.id
  policy = data.aws_iam_policy_document.site.json
}

resource "aws_s3_object" "page" {
  bucket       = aws_s3_bucket.site.id
  key          = "${local.version}/index.html"
  content      = "<h1>${local.version}</h1>"
  content_type = "text/html"
}

resource "aws_acm_certificate" "site" {
  domain_name               = "www.example.com"
  subject_alternative_names = ["*.www.example.com"]
  validation_method         = "DNS"
  tags                      = { version = local.version }
}

resource "aws_acm_certificate_validation" "site" {
  certificate_arn = aws_acm_certificate.site.arn
}
