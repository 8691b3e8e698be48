// Facts of S3 Control that botocore's model does not carry.

$version: "2"

namespace com.amazonaws.s3control

// What makes is 201 and what deletes is 204, which the model does not say ("Response Syntax" of each
// operation's page).
apply PutPublicAccessBlock
    @http(method: "PUT", uri: "/v20180820/configuration/publicAccessBlock", code: 201)
apply DeletePublicAccessBlock
    @http(method: "DELETE", uri: "/v20180820/configuration/publicAccessBlock", code: 204)
apply DeleteAccessPoint
    @http(method: "DELETE", uri: "/v20180820/accesspoint/{Name}", code: 204)
