# Each data source, of what AWS manages and of what is made here.

data "aws_cloudfront_cache_policy" "optimized" { name = "Managed-CachingOptimized" }
data "aws_cloudfront_cache_policy" "disabled" { id = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" }
data "aws_cloudfront_origin_request_policy" "cors" { name = "Managed-CORS-S3Origin" }
data "aws_cloudfront_response_headers_policy" "security" { name = "Managed-SecurityHeadersPolicy" }
data "aws_cloudfront_distribution" "site" { id = aws_cloudfront_distribution.site.id }
data "aws_cloudfront_function" "request" {
  name  = aws_cloudfront_function.request.name
  stage = "LIVE"
}
data "aws_cloudfront_origin_access_control" "site" { id = aws_cloudfront_origin_access_control.site.id }
data "aws_cloudfront_origin_access_identity" "old" { id = aws_cloudfront_origin_access_identity.old.id }
data "aws_cloudfront_origin_access_identities" "old" {
  comments = [aws_cloudfront_origin_access_identity.old.comment]
}
data "aws_cloudfront_realtime_log_config" "site" { name = aws_cloudfront_realtime_log_config.site.name }

output "domain_name" { value = data.aws_cloudfront_distribution.site.domain_name }
output "distribution" { value = aws_cloudfront_distribution.site.id }
output "managed" {
  value = [data.aws_cloudfront_cache_policy.optimized.id, data.aws_cloudfront_origin_request_policy.cors.id, data.aws_cloudfront_response_headers_policy.security.id]
}
output "identities" { value = data.aws_cloudfront_origin_access_identities.old.ids }
output "same" {
  description = "What the data sources tell is what the resources are."
  value = (
    strcontains(data.aws_cloudfront_function.request.code, "// ${local.version}")
    && data.aws_cloudfront_origin_access_control.site.description == local.version
    && data.aws_cloudfront_origin_access_identity.old.comment == local.version
    && data.aws_cloudfront_realtime_log_config.site.sampling_rate == aws_cloudfront_realtime_log_config.site.sampling_rate
  )
}
