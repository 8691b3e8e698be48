# Distributions: one with all it can have, its staging copy, and an older one with forwarded values.
# The provider waits half a minute for each that is deployed, however soon that is, unless told not to;
# what is imported says that it waits.

resource "aws_cloudfront_distribution" "site" {
  enabled             = true
  comment             = "the site, ${local.version}"
  aliases             = ["www.example.com", "a.www.example.com"]
  default_root_object = "index.html"
  http_version        = "http2"
  is_ipv6_enabled     = true
  price_class         = var.changed ? "PriceClass_100" : "PriceClass_All"
  # CloudFront takes no policy when a distribution is made, only when it is changed.
  continuous_deployment_policy_id = var.changed ? aws_cloudfront_continuous_deployment_policy.try.id : null
  tags                            = { team = "web", version = local.version }

  origin {
    origin_id                = "bucket"
    domain_name              = aws_s3_bucket.site.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.site.id
    origin_path              = "/${local.version}"
    origin_shield {
      enabled              = true
      origin_shield_region = "eu-west-1"
    }
  }
  origin {
    origin_id           = "application"
    domain_name         = "application.example.com"
    connection_attempts = 2
    connection_timeout  = 5
    custom_header {
      name  = "x-secret"
      value = local.version
    }
    custom_origin_config {
      http_port                = 8080
      https_port               = 8443
      origin_protocol_policy   = "match-viewer"
      origin_ssl_protocols     = ["TLSv1.2"]
      origin_read_timeout      = 20
      origin_keepalive_timeout = 10
    }
  }
  origin {
    origin_id   = "private"
    domain_name = "internal.example.com"
    vpc_origin_config {
      vpc_origin_id            = aws_cloudfront_vpc_origin.inside.id
      origin_read_timeout      = 20
      origin_keepalive_timeout = 10
    }
  }
  origin_group {
    origin_id = "both"
    failover_criteria { status_codes = var.changed ? [500, 503] : [500, 502, 503, 504] }
    member { origin_id = "bucket" }
    member { origin_id = "application" }
  }

  default_cache_behavior {
    target_origin_id           = "both"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD", "OPTIONS"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = aws_cloudfront_cache_policy.site.id
    origin_request_policy_id   = aws_cloudfront_origin_request_policy.site.id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.site.id
    realtime_log_config_arn    = aws_cloudfront_realtime_log_config.site.arn
    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.request.arn
    }
    function_association {
      event_type   = "viewer-response"
      function_arn = aws_cloudfront_function.response.arn
    }
  }
  ordered_cache_behavior {
    path_pattern             = "/members/*"
    target_origin_id         = "bucket"
    viewer_protocol_policy   = "https-only"
    allowed_methods          = ["GET", "HEAD"]
    cached_methods           = ["GET", "HEAD"]
    cache_policy_id          = data.aws_cloudfront_cache_policy.optimized.id
    trusted_key_groups       = [aws_cloudfront_key_group.members.id]
    origin_request_policy_id = data.aws_cloudfront_origin_request_policy.cors.id
  }
  ordered_cache_behavior {
    path_pattern              = "/forms/*"
    target_origin_id          = "application"
    viewer_protocol_policy    = "https-only"
    allowed_methods           = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]
    cached_methods            = ["GET", "HEAD"]
    cache_policy_id           = data.aws_cloudfront_cache_policy.disabled.id
    field_level_encryption_id = aws_cloudfront_field_level_encryption_config.forms.id
  }
  ordered_cache_behavior {
    path_pattern           = "/inside/*"
    target_origin_id       = "private"
    viewer_protocol_policy = "allow-all"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = data.aws_cloudfront_cache_policy.disabled.id
    grpc_config { enabled = false }
  }

  custom_error_response {
    error_code            = 404
    response_code         = 200
    response_page_path    = "/index.html"
    error_caching_min_ttl = var.changed ? 30 : 10
  }
  custom_error_response { error_code = 503 }
  logging_config {
    bucket          = aws_s3_bucket.logs.bucket_domain_name
    include_cookies = true
    prefix          = "${local.version}/"
  }
  restrictions {
    geo_restriction {
      restriction_type = "whitelist"
      locations        = var.changed ? ["AT", "CH", "DE"] : ["CH", "DE"]
    }
  }
  viewer_certificate {
    acm_certificate_arn      = aws_acm_certificate_validation.site.certificate_arn
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2021"
  }
  depends_on = [aws_s3_bucket_acl.logs]
}

resource "aws_cloudfront_monitoring_subscription" "site" {
  distribution_id = aws_cloudfront_distribution.site.id
  monitoring_subscription {
    realtime_metrics_subscription_config { realtime_metrics_subscription_status = "Enabled" }
  }
}

resource "aws_cloudfront_distribution" "staging" {
  enabled             = !var.changed
  staging             = true
  comment             = "tries, ${local.version}"
  wait_for_deployment = false
  origin {
    origin_id                = "bucket"
    domain_name              = aws_s3_bucket.site.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.site.id
  }
  default_cache_behavior {
    target_origin_id       = "bucket"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = aws_cloudfront_cache_policy.site.id
  }
  restrictions {
    geo_restriction { restriction_type = "none" }
  }
  viewer_certificate { cloudfront_default_certificate = true }
}

resource "aws_cloudfront_continuous_deployment_policy" "try" {
  enabled = true
  staging_distribution_dns_names {
    items    = [aws_cloudfront_distribution.staging.domain_name]
    quantity = 1
  }
  traffic_config {
    type = "SingleWeight"
    single_weight_config {
      weight = var.changed ? 0.1 : 0.05
      session_stickiness_config {
        idle_ttl    = 300
        maximum_ttl = 600
      }
    }
  }
}

# As they were written before there were policies.
resource "aws_cloudfront_distribution" "old" {
  enabled             = true
  comment             = "forwarded values, ${local.version}"
  wait_for_deployment = false
  origin {
    origin_id   = "bucket"
    domain_name = aws_s3_bucket.site.bucket_regional_domain_name
    origin_path = "/old"
    s3_origin_config {
      origin_access_identity = aws_cloudfront_origin_access_identity.old.cloudfront_access_identity_path
    }
  }
  default_cache_behavior {
    target_origin_id       = "bucket"
    viewer_protocol_policy = "allow-all"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    min_ttl                = 0
    default_ttl            = var.changed ? 60 : 3600
    max_ttl                = 86400
    forwarded_values {
      query_string            = true
      query_string_cache_keys = ["page"]
      headers                 = ["Origin", "Accept-Language"]
      cookies {
        forward           = "whitelist"
        whitelisted_names = ["session"]
      }
    }
  }
  restrictions {
    geo_restriction { restriction_type = "none" }
  }
  viewer_certificate { cloudfront_default_certificate = true }
}
