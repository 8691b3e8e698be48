// From botocore 1.43.11, cloudfront-keyvaluestore/2022-07-26, by emulator/model/import.py. Do not edit.

$version: "2"

namespace com.amazonaws.cloudfrontkeyvaluestore

@aws.protocols#restJson1
@aws.auth#sigv4(name: "cloudfront-keyvaluestore")
@aws.api#service(endpointPrefix: "cloudfront-keyvaluestore")
service CloudFrontKeyValueStore {
    version: "2022-07-26"
    operations: [DeleteKey DescribeKeyValueStore GetKey ListKeys PutKey UpdateKeys]
}

@http(method: "DELETE", uri: "/key-value-stores/{KvsARN}/keys/{Key}")
operation DeleteKey {
    input: DeleteKeyRequest
    output: DeleteKeyResponse
    errors: [
        ConflictException ValidationException InternalServerException ServiceQuotaExceededException
        ResourceNotFoundException AccessDeniedException
    ]
}

@http(method: "GET", uri: "/key-value-stores/{KvsARN}")
operation DescribeKeyValueStore {
    input: DescribeKeyValueStoreRequest
    output: DescribeKeyValueStoreResponse
    errors: [
        ConflictException InternalServerException ResourceNotFoundException AccessDeniedException
    ]
}

@http(method: "GET", uri: "/key-value-stores/{KvsARN}/keys/{Key}")
operation GetKey {
    input: GetKeyRequest
    output: GetKeyResponse
    errors: [
        ConflictException InternalServerException ResourceNotFoundException AccessDeniedException
    ]
}

@http(method: "GET", uri: "/key-value-stores/{KvsARN}/keys")
operation ListKeys {
    input: ListKeysRequest
    output: ListKeysResponse
    errors: [
        ConflictException ValidationException InternalServerException ResourceNotFoundException
        AccessDeniedException
    ]
}

@http(method: "PUT", uri: "/key-value-stores/{KvsARN}/keys/{Key}")
operation PutKey {
    input: PutKeyRequest
    output: PutKeyResponse
    errors: [
        ConflictException ValidationException InternalServerException ServiceQuotaExceededException
        ResourceNotFoundException AccessDeniedException
    ]
}

@http(method: "POST", uri: "/key-value-stores/{KvsARN}/keys")
operation UpdateKeys {
    input: UpdateKeysRequest
    output: UpdateKeysResponse
    errors: [
        ConflictException ValidationException InternalServerException ServiceQuotaExceededException
        ResourceNotFoundException AccessDeniedException
    ]
}

@error("client")
@httpError(403)
structure AccessDeniedException {
    Message: String
}

@error("client")
@httpError(409)
structure ConflictException {
    Message: String
}

structure DeleteKeyRequest {
    @required @httpLabel KvsARN: KvsARN
    @required @httpLabel Key: Key
    @required @httpHeader("If-Match") IfMatch: Etag
}

structure DeleteKeyRequestListItem {
    @required Key: Key
}

structure DeleteKeyResponse {
    @required ItemCount: Integer
    @required TotalSizeInBytes: Long
    @required @httpHeader("ETag") ETag: Etag
}

structure DescribeKeyValueStoreRequest {
    @required @httpLabel KvsARN: KvsARN
}

structure DescribeKeyValueStoreResponse {
    @required ItemCount: Integer
    @required TotalSizeInBytes: Long
    @required KvsARN: KvsARN
    @required Created: Timestamp
    @required @httpHeader("ETag") ETag: Etag
    LastModified: Timestamp
    Status: String
    FailureReason: String
}

structure GetKeyRequest {
    @required @httpLabel KvsARN: KvsARN
    @required @httpLabel Key: Key
}

structure GetKeyResponse {
    @required Key: Key
    @required Value: Value
    @required ItemCount: Integer
    @required TotalSizeInBytes: Long
}

@error("server")
@httpError(500)
structure InternalServerException {
    Message: String
}

structure ListKeysRequest {
    @required @httpLabel KvsARN: KvsARN
    @httpQuery("NextToken") NextToken: String
    @httpQuery("MaxResults") MaxResults: ListKeysRequestMaxResultsInteger
}

structure ListKeysResponse {
    NextToken: String
    Items: ListKeysResponseList
}

structure ListKeysResponseListItem {
    @required Key: Key
    @required Value: Value
}

structure PutKeyRequest {
    @required @httpLabel Key: Key
    @required Value: Value
    @required @httpLabel KvsARN: KvsARN
    @required @httpHeader("If-Match") IfMatch: Etag
}

structure PutKeyRequestListItem {
    @required Key: Key
    @required Value: Value
}

structure PutKeyResponse {
    @required ItemCount: Integer
    @required TotalSizeInBytes: Long
    @required @httpHeader("ETag") ETag: Etag
}

@error("client")
@httpError(404)
structure ResourceNotFoundException {
    Message: String
}

@error("client")
@httpError(402)
structure ServiceQuotaExceededException {
    Message: String
}

structure UpdateKeysRequest {
    @required @httpLabel KvsARN: KvsARN
    @required @httpHeader("If-Match") IfMatch: Etag
    Puts: PutKeyRequestsList
    Deletes: DeleteKeyRequestsList
}

structure UpdateKeysResponse {
    @required ItemCount: Integer
    @required TotalSizeInBytes: Long
    @required @httpHeader("ETag") ETag: Etag
}

@error("client")
@httpError(400)
structure ValidationException {
    Message: String
}

list DeleteKeyRequestsList { member: DeleteKeyRequestListItem }
list ListKeysResponseList { member: ListKeysResponseListItem }
list PutKeyRequestsList { member: PutKeyRequestListItem }



string Etag
@length(min: 1, max: 1024) string Key
@length(min: 1, max: 2048) string KvsARN
@range(min: 1, max: 50) integer ListKeysRequestMaxResultsInteger
string Value
