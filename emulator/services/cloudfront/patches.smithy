// Facts of CloudFront that botocore's model does not carry.

$version: "2"

namespace com.amazonaws.cloudfront

// botocore has the namespace on request bodies only; answers carry it too
// (https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetDistribution.html#API_GetDistribution_ResponseSyntax).
apply Cloudfront2020_05_31 @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")

// A store that was made without a comment has none in answers: what CreateKeyValueStoreRequest leaves
// out (https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateKeyValueStore.html) Terraform
// wants back left out.
apply KeyValueStore$Comment @clientOptional
