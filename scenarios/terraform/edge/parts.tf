# What distributions are made of: access, keys, policies, functions, key value stores, logs, encryption.

resource "aws_cloudfront_origin_access_control" "site" {
  name                              = "site"
  description                       = local.version
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_origin_access_identity" "old" { comment = local.version }

resource "aws_cloudfront_public_key" "member" {
  name        = "member"
  comment     = local.version
  encoded_key = file("${path.module}/public.pem")
}

resource "aws_cloudfront_key_group" "members" {
  name    = "members"
  comment = local.version
  items   = [aws_cloudfront_public_key.member.id]
}

resource "aws_cloudfront_cache_policy" "site" {
  name        = "site"
  comment     = local.version
  min_ttl     = 1
  default_ttl = var.changed ? 60 : 300
  max_ttl     = 3600
  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_brotli = true
    enable_accept_encoding_gzip   = true
    cookies_config {
      cookie_behavior = "whitelist"
      cookies { items = ["session"] }
    }
    headers_config {
      header_behavior = "whitelist"
      headers { items = ["Origin", "X-Version"] }
    }
    query_strings_config {
      query_string_behavior = "allExcept"
      query_strings { items = ["utm_source"] }
    }
  }
}

resource "aws_cloudfront_origin_request_policy" "site" {
  name    = "site"
  comment = local.version
  cookies_config { cookie_behavior = "none" }
  headers_config {
    header_behavior = "allViewerAndWhitelistCloudFront"
    headers { items = ["CloudFront-Viewer-Country"] }
  }
  query_strings_config { query_string_behavior = "all" }
}

resource "aws_cloudfront_response_headers_policy" "site" {
  name    = "site"
  comment = local.version
  cors_config {
    access_control_allow_credentials = false
    access_control_max_age_sec       = 600
    origin_override                  = true
    access_control_allow_headers { items = ["*"] }
    access_control_allow_methods { items = ["GET", "HEAD"] }
    access_control_allow_origins { items = ["https://app.example"] }
    access_control_expose_headers { items = ["ETag"] }
  }
  security_headers_config {
    content_security_policy {
      content_security_policy = "default-src 'self'"
      override                = true
    }
    content_type_options { override = true }
    frame_options {
      frame_option = var.changed ? "DENY" : "SAMEORIGIN"
      override     = true
    }
    referrer_policy {
      referrer_policy = "same-origin"
      override        = false
    }
    strict_transport_security {
      access_control_max_age_sec = 31536000
      include_subdomains         = true
      preload                    = true
      override                   = true
    }
    xss_protection {
      protection = true
      mode_block = true
      override   = true
    }
  }
  custom_headers_config {
    items {
      header   = "x-version"
      value    = local.version
      override = true
    }
  }
  remove_headers_config {
    items { header = "server" }
  }
  server_timing_headers_config {
    enabled       = true
    sampling_rate = 12.5
  }
}

resource "aws_cloudfront_key_value_store" "redirects" {
  name    = "redirects"
  comment = local.version
}

resource "aws_cloudfrontkeyvaluestore_key" "home" {
  key_value_store_arn = aws_cloudfront_key_value_store.redirects.arn
  key                 = "/home and away"
  value               = "/${local.version}"
}

resource "aws_cloudfront_key_value_store" "flags" { name = "flags" }

resource "aws_cloudfrontkeyvaluestore_keys_exclusive" "flags" {
  key_value_store_arn = aws_cloudfront_key_value_store.flags.arn
  # Keys come and go, but none changes: the provider 5.100 puts what a key becomes, then deletes the key.
  dynamic "resource_key_value_pair" {
    for_each = var.changed ? { beta = "off", gamma = "on" } : { alpha = "on", beta = "off" }
    content {
      key   = resource_key_value_pair.key
      value = resource_key_value_pair.value
    }
  }
}

resource "aws_cloudfront_function" "request" {
  name                         = "request"
  comment                      = local.version
  runtime                      = "cloudfront-js-2.0"
  publish                      = true
  key_value_store_associations = [aws_cloudfront_key_value_store.redirects.arn]
  code                         = <<-CODE
    import cf from 'cloudfront';
    const redirects = cf.kvs();
    async function handler(event) {
      const request = event.request;
      // ${local.version}
      if (await redirects.exists(request.uri)) request.uri = await redirects.get(request.uri);
      return request;
    }
  CODE
}

resource "aws_cloudfront_function" "response" {
  name    = "response"
  runtime = "cloudfront-js-1.0"
  publish = true
  code    = <<-CODE
    function handler(event) {
      event.response.headers['x-made-by'] = { value: '${local.version}' };
      return event.response;
    }
  CODE
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "logs" {
  name               = "edge-logs"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_cloudfront_realtime_log_config" "site" {
  name          = "site"
  sampling_rate = var.changed ? 50 : 75
  fields        = ["timestamp", "c-ip", "sc-status"]
  endpoint {
    stream_type = "Kinesis"
    kinesis_stream_config {
      role_arn   = aws_iam_role.logs.arn
      stream_arn = "arn:aws:kinesis:us-east-1:123456789012:stream/edge"
    }
  }
}

resource "aws_cloudfront_field_level_encryption_profile" "cards" {
  name    = "cards"
  comment = local.version
  encryption_entities {
    items {
      public_key_id = aws_cloudfront_public_key.member.id
      provider_id   = "bank"
      field_patterns { items = ["card", "cvc"] }
    }
  }
}

resource "aws_cloudfront_field_level_encryption_config" "forms" {
  comment = local.version
  content_type_profile_config {
    forward_when_content_type_is_unknown = true
    content_type_profiles {
      items {
        content_type = "application/x-www-form-urlencoded"
        format       = "URLEncoded"
        profile_id   = aws_cloudfront_field_level_encryption_profile.cards.id
      }
    }
  }
  query_arg_profile_config {
    forward_when_query_arg_profile_is_unknown = false
    query_arg_profiles {
      items {
        query_arg  = "who"
        profile_id = aws_cloudfront_field_level_encryption_profile.cards.id
      }
    }
  }
}

resource "aws_cloudfront_vpc_origin" "inside" {
  tags = { version = local.version }
  vpc_origin_endpoint_config {
    name                   = "inside-${local.version}"
    arn                    = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/inside/50dc6c495c0c9188"
    http_port              = 80
    https_port             = 443
    origin_protocol_policy = "https-only"
    origin_ssl_protocols {
      items    = ["TLSv1.2"]
      quantity = 1
    }
  }
}
