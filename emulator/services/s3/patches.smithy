// Facts of S3 that botocore's model does not carry.

$version: "2"

namespace com.amazonaws.s3

// botocore has the namespace on request bodies only; answers carry it too
// (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html#API_ListObjectsV2_ResponseSyntax).
apply AmazonS3 @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")

// Errors stand by themselves, without an ErrorResponse around them
// (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#RESTErrorResponses,
// https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html#restxml-trait).
apply AmazonS3 @aws.protocols#restXml(noErrorWrapping: true)

// The answer is the member itself: <LocationConstraint>eu-west-1</LocationConstraint>
// (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html).
apply GetBucketLocation @aws.customizations#s3UnwrappedXmlOutput

// Root elements of answers. botocore ignores roots when it reads; other SDKs insist on them
// ("Response Syntax" of each operation's page).
apply CompleteMultipartUploadOutput @xmlName("CompleteMultipartUploadResult")
apply CreateMultipartUploadOutput @xmlName("InitiateMultipartUploadResult")
apply CreateSessionOutput @xmlName("CreateSessionResult")
apply DeleteObjectsOutput @xmlName("DeleteResult")
apply GetBucketAccelerateConfigurationOutput @xmlName("AccelerateConfiguration")
apply GetBucketAclOutput @xmlName("AccessControlPolicy")
apply GetBucketCorsOutput @xmlName("CORSConfiguration")
apply GetBucketLifecycleConfigurationOutput @xmlName("LifecycleConfiguration")
apply GetBucketLifecycleOutput @xmlName("LifecycleConfiguration")
apply GetBucketLocationOutput @xmlName("LocationConstraint")
apply GetBucketLoggingOutput @xmlName("BucketLoggingStatus")
apply GetBucketRequestPaymentOutput @xmlName("RequestPaymentConfiguration")
apply GetBucketTaggingOutput @xmlName("Tagging")
apply GetBucketVersioningOutput @xmlName("VersioningConfiguration")
apply GetBucketWebsiteOutput @xmlName("WebsiteConfiguration")
apply GetObjectAclOutput @xmlName("AccessControlPolicy")
apply GetObjectAttributesOutput @xmlName("GetObjectAttributesResponse")
apply GetObjectTaggingOutput @xmlName("Tagging")
apply ListBucketAnalyticsConfigurationsOutput @xmlName("ListBucketAnalyticsConfigurationResult")
apply ListBucketInventoryConfigurationsOutput @xmlName("ListInventoryConfigurationsResult")
apply ListBucketMetricsConfigurationsOutput @xmlName("ListMetricsConfigurationsResult")
apply ListBucketsOutput @xmlName("ListAllMyBucketsResult")
apply ListDirectoryBucketsOutput @xmlName("ListAllMyDirectoryBucketsResult")
apply ListMultipartUploadsOutput @xmlName("ListMultipartUploadsResult")
apply ListObjectVersionsOutput @xmlName("ListVersionsResult")
apply ListObjectsOutput @xmlName("ListBucketResult")
apply ListObjectsV2Output @xmlName("ListBucketResult")
apply ListPartsOutput @xmlName("ListPartsResult")
apply NotificationConfigurationDeprecated @xmlName("NotificationConfiguration")

// Roots of payloads. Where botocore's locationName repeats the member's name, the import drops it,
// and the root would be the target's name (the operations' "Request Syntax" and "Response Syntax").
apply GetObjectLegalHoldOutput$LegalHold @xmlName("LegalHold")
apply GetObjectRetentionOutput$Retention @xmlName("Retention")
apply PutBucketLifecycleConfigurationRequest$LifecycleConfiguration @xmlName("LifecycleConfiguration")
apply PutObjectLegalHoldRequest$LegalHold @xmlName("LegalHold")
apply PutObjectRetentionRequest$Retention @xmlName("Retention")
apply UpdateBucketMetadataInventoryTableConfigurationRequest$InventoryTableConfiguration @xmlName("InventoryTableConfiguration")
apply UpdateBucketMetadataJournalTableConfigurationRequest$JournalTableConfiguration @xmlName("JournalTableConfiguration")

// Canned ACLs that the model's enum leaves out and buckets take
// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl).
enum BucketCannedACL {
    private public_read = "public-read" public_read_write = "public-read-write"
    authenticated_read = "authenticated-read" aws_exec_read = "aws-exec-read"
    bucket_owner_read = "bucket-owner-read" bucket_owner_full_control = "bucket-owner-full-control"
    log_delivery_write = "log-delivery-write"
}

// Answered as it was sent, be it a date or not, like the header that it stands for (S3-3.9).
string ResponseExpires

// S3 takes `Prefix` for `prefix` (S3-7.15d), and has words of its own for what is neither these nor
// a website's protocol (S3-7.13b): handlers judge both.
string FilterRuleName
string Protocol

// The model's pattern wants a slash; S3 decodes first, so that `bucket%2Fkey` is as good (S3-3.19a).
string CopySource

// These answer 204, which the model does not say ("Response Syntax" of each operation's page, S3-7.1).
apply PutBucketAnalyticsConfiguration @http(method: "PUT", uri: "/{Bucket}?analytics", code: 204)
apply PutBucketIntelligentTieringConfiguration
    @http(method: "PUT", uri: "/{Bucket}?intelligent-tiering", code: 204)
apply PutBucketInventoryConfiguration @http(method: "PUT", uri: "/{Bucket}?inventory", code: 204)
apply PutBucketMetricsConfiguration @http(method: "PUT", uri: "/{Bucket}?metrics", code: 204)
apply PutBucketPolicy @http(method: "PUT", uri: "/{Bucket}?policy", code: 204)
apply PutBucketTagging @http(method: "PUT", uri: "/{Bucket}?tagging", code: 204)

// 202 where a restore begins, 200 where a copy is kept for longer (S3-3.17d,
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html).
structure RestoreObjectOutput {
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
    @httpHeader("x-amz-restore-output-path") RestoreOutputPath: RestoreOutputPath
    @httpResponseCode StatusCode: GetObjectResponseStatusCode
}

// Elements in the order in which S3 sends them, which is the one of its pages' sample responses, not
// the alphabetical or historical one of the model ("Examples" of API_ListBuckets.html,
// API_ListObjects.html, API_ListObjectsV2.html, API_ListObjectVersions.html,
// API_ListMultipartUploads.html, API_ListParts.html, API_CopyObject.html, API_UploadPartCopy.html).
structure ListBucketsOutput {
    Owner: Owner
    Buckets: Buckets
    ContinuationToken: NextToken
    Prefix: Prefix
}

structure ListObjectsOutput {
    Name: BucketName
    Prefix: Prefix
    Marker: Marker
    NextMarker: NextMarker
    MaxKeys: MaxKeys
    Delimiter: Delimiter
    EncodingType: EncodingType
    IsTruncated: IsTruncated
    @xmlFlattened Contents: ObjectList
    @xmlFlattened CommonPrefixes: CommonPrefixList
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure ListObjectsV2Output {
    Name: BucketName
    Prefix: Prefix
    ContinuationToken: Token
    NextContinuationToken: NextToken
    StartAfter: StartAfter
    KeyCount: KeyCount
    MaxKeys: MaxKeys
    Delimiter: Delimiter
    EncodingType: EncodingType
    IsTruncated: IsTruncated
    @xmlFlattened Contents: ObjectList
    @xmlFlattened CommonPrefixes: CommonPrefixList
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure Object {
    Key: ObjectKey
    LastModified: LastModified
    ETag: ETag
    @xmlFlattened ChecksumAlgorithm: ChecksumAlgorithmList
    ChecksumType: ChecksumType
    Size: Size
    Owner: Owner
    StorageClass: ObjectStorageClass
    RestoreStatus: RestoreStatus
}

// Versions and delete markers come in one order (S3-5.4a), which two lists do not tell: `Order` has a
// 0 for each version and a 1 for each delete marker of the page. It is not on the wire.
structure ListObjectVersionsOutput {
    Name: BucketName
    Prefix: Prefix
    KeyMarker: KeyMarker
    VersionIdMarker: VersionIdMarker
    NextKeyMarker: NextKeyMarker
    NextVersionIdMarker: NextVersionIdMarker
    MaxKeys: MaxKeys
    Delimiter: Delimiter
    EncodingType: EncodingType
    IsTruncated: IsTruncated
    @parhelion#elementOrder Order: ElementOrder
    @xmlName("Version") @xmlFlattened Versions: ObjectVersionList
    @xmlName("DeleteMarker") @xmlFlattened DeleteMarkers: DeleteMarkers
    @xmlFlattened CommonPrefixes: CommonPrefixList
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure ObjectVersion {
    Key: ObjectKey
    VersionId: ObjectVersionId
    IsLatest: IsLatest
    LastModified: LastModified
    ETag: ETag
    @xmlFlattened ChecksumAlgorithm: ChecksumAlgorithmList
    ChecksumType: ChecksumType
    Size: Size
    Owner: Owner
    StorageClass: ObjectVersionStorageClass
    RestoreStatus: RestoreStatus
}

structure DeleteMarkerEntry {
    Key: ObjectKey
    VersionId: ObjectVersionId
    IsLatest: IsLatest
    LastModified: LastModified
    Owner: Owner
}

structure ListMultipartUploadsOutput {
    Bucket: BucketName
    KeyMarker: KeyMarker
    UploadIdMarker: UploadIdMarker
    NextKeyMarker: NextKeyMarker
    NextUploadIdMarker: NextUploadIdMarker
    Delimiter: Delimiter
    Prefix: Prefix
    EncodingType: EncodingType
    MaxUploads: MaxUploads
    IsTruncated: IsTruncated
    @xmlName("Upload") @xmlFlattened Uploads: MultipartUploadList
    @xmlFlattened CommonPrefixes: CommonPrefixList
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure MultipartUpload {
    Key: ObjectKey
    UploadId: MultipartUploadId
    Initiator: Initiator
    Owner: Owner
    StorageClass: StorageClass
    Initiated: Initiated
    ChecksumAlgorithm: ChecksumAlgorithm
    ChecksumType: ChecksumType
}

structure ListPartsOutput {
    @httpHeader("x-amz-abort-date") AbortDate: AbortDate
    @httpHeader("x-amz-abort-rule-id") AbortRuleId: AbortRuleId
    Bucket: BucketName
    Key: ObjectKey
    UploadId: MultipartUploadId
    Initiator: Initiator
    Owner: Owner
    StorageClass: StorageClass
    ChecksumAlgorithm: ChecksumAlgorithm
    ChecksumType: ChecksumType
    PartNumberMarker: PartNumberMarker
    NextPartNumberMarker: NextPartNumberMarker
    MaxParts: MaxParts
    IsTruncated: IsTruncated
    @xmlName("Part") @xmlFlattened Parts: Parts
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure CopyObjectResult {
    LastModified: LastModified
    ETag: ETag
    ChecksumCRC32: ChecksumCRC32
    ChecksumCRC32C: ChecksumCRC32C
    ChecksumCRC64NVME: ChecksumCRC64NVME
    ChecksumSHA1: ChecksumSHA1
    ChecksumSHA256: ChecksumSHA256
    ChecksumSHA512: ChecksumSHA512
    ChecksumMD5: ChecksumMD5
    ChecksumXXHASH64: ChecksumXXHASH64
    ChecksumXXHASH3: ChecksumXXHASH3
    ChecksumXXHASH128: ChecksumXXHASH128
    ChecksumType: ChecksumType
}

structure CopyPartResult {
    LastModified: LastModified
    ETag: ETag
    ChecksumCRC32: ChecksumCRC32
    ChecksumCRC32C: ChecksumCRC32C
    ChecksumCRC64NVME: ChecksumCRC64NVME
    ChecksumSHA1: ChecksumSHA1
    ChecksumSHA256: ChecksumSHA256
    ChecksumSHA512: ChecksumSHA512
    ChecksumMD5: ChecksumMD5
    ChecksumXXHASH64: ChecksumXXHASH64
    ChecksumXXHASH3: ChecksumXXHASH3
    ChecksumXXHASH128: ChecksumXXHASH128
}

list ElementOrder { member: Integer }

// Grants of access logs may have any permission of an ACL, although the enum names three
// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions).
enum BucketLogsPermission { FULL_CONTROL READ WRITE READ_ACP WRITE_ACP }
