// From botocore 1.43.11, s3/2006-03-01, by emulator/model/import.py. Do not edit.

$version: "2"

namespace com.amazonaws.s3

@aws.protocols#restXml
@aws.auth#sigv4(name: "s3")
@aws.api#service(endpointPrefix: "s3")
service AmazonS3 {
    version: "2006-03-01"
    operations: [
        AbortMultipartUpload CompleteMultipartUpload CopyObject CreateBucket
        CreateBucketMetadataConfiguration CreateBucketMetadataTableConfiguration
        CreateMultipartUpload CreateSession DeleteBucket DeleteBucketAnalyticsConfiguration
        DeleteBucketCors DeleteBucketEncryption DeleteBucketIntelligentTieringConfiguration
        DeleteBucketInventoryConfiguration DeleteBucketLifecycle DeleteBucketMetadataConfiguration
        DeleteBucketMetadataTableConfiguration DeleteBucketMetricsConfiguration
        DeleteBucketOwnershipControls DeleteBucketPolicy DeleteBucketReplication DeleteBucketTagging
        DeleteBucketWebsite DeleteObject DeleteObjectTagging DeleteObjects DeletePublicAccessBlock
        GetBucketAbac GetBucketAccelerateConfiguration GetBucketAcl GetBucketAnalyticsConfiguration
        GetBucketCors GetBucketEncryption GetBucketIntelligentTieringConfiguration
        GetBucketInventoryConfiguration GetBucketLifecycle GetBucketLifecycleConfiguration
        GetBucketLocation GetBucketLogging GetBucketMetadataConfiguration
        GetBucketMetadataTableConfiguration GetBucketMetricsConfiguration GetBucketNotification
        GetBucketNotificationConfiguration GetBucketOwnershipControls GetBucketPolicy
        GetBucketPolicyStatus GetBucketReplication GetBucketRequestPayment GetBucketTagging
        GetBucketVersioning GetBucketWebsite GetObject GetObjectAcl GetObjectAttributes
        GetObjectLegalHold GetObjectLockConfiguration GetObjectRetention GetObjectTagging
        GetObjectTorrent GetPublicAccessBlock HeadBucket HeadObject
        ListBucketAnalyticsConfigurations ListBucketIntelligentTieringConfigurations
        ListBucketInventoryConfigurations ListBucketMetricsConfigurations ListBuckets
        ListDirectoryBuckets ListMultipartUploads ListObjectVersions ListObjects ListObjectsV2
        ListParts PutBucketAbac PutBucketAccelerateConfiguration PutBucketAcl
        PutBucketAnalyticsConfiguration PutBucketCors PutBucketEncryption
        PutBucketIntelligentTieringConfiguration PutBucketInventoryConfiguration PutBucketLifecycle
        PutBucketLifecycleConfiguration PutBucketLogging PutBucketMetricsConfiguration
        PutBucketNotification PutBucketNotificationConfiguration PutBucketOwnershipControls
        PutBucketPolicy PutBucketReplication PutBucketRequestPayment PutBucketTagging
        PutBucketVersioning PutBucketWebsite PutObject PutObjectAcl PutObjectLegalHold
        PutObjectLockConfiguration PutObjectRetention PutObjectTagging PutPublicAccessBlock
        RenameObject RestoreObject SelectObjectContent
        UpdateBucketMetadataInventoryTableConfiguration
        UpdateBucketMetadataJournalTableConfiguration UpdateObjectEncryption UploadPart
        UploadPartCopy WriteGetObjectResponse
    ]
}

@http(method: "DELETE", uri: "/{Bucket}/{Key+}", code: 204)
operation AbortMultipartUpload {
    input: AbortMultipartUploadRequest
    output: AbortMultipartUploadOutput
    errors: [NoSuchUpload]
}

@http(method: "POST", uri: "/{Bucket}/{Key+}")
operation CompleteMultipartUpload {
    input: CompleteMultipartUploadRequest
    output: CompleteMultipartUploadOutput
}

@http(method: "PUT", uri: "/{Bucket}/{Key+}")
operation CopyObject {
    input: CopyObjectRequest
    output: CopyObjectOutput
    errors: [ObjectNotInActiveTierError]
}

@http(method: "PUT", uri: "/{Bucket}")
operation CreateBucket {
    input: CreateBucketRequest
    output: CreateBucketOutput
    errors: [BucketAlreadyExists BucketAlreadyOwnedByYou]
}

@http(method: "POST", uri: "/{Bucket}?metadataConfiguration")
@httpChecksumRequired
operation CreateBucketMetadataConfiguration { input: CreateBucketMetadataConfigurationRequest }

@http(method: "POST", uri: "/{Bucket}?metadataTable")
@httpChecksumRequired
operation CreateBucketMetadataTableConfiguration {
    input: CreateBucketMetadataTableConfigurationRequest
}

@http(method: "POST", uri: "/{Bucket}/{Key+}?uploads")
operation CreateMultipartUpload {
    input: CreateMultipartUploadRequest
    output: CreateMultipartUploadOutput
}

@http(method: "GET", uri: "/{Bucket}?session")
operation CreateSession {
    input: CreateSessionRequest
    output: CreateSessionOutput
    errors: [NoSuchBucket]
}

@http(method: "DELETE", uri: "/{Bucket}", code: 204)
operation DeleteBucket { input: DeleteBucketRequest }

@http(method: "DELETE", uri: "/{Bucket}?analytics", code: 204)
operation DeleteBucketAnalyticsConfiguration { input: DeleteBucketAnalyticsConfigurationRequest }

@http(method: "DELETE", uri: "/{Bucket}?cors", code: 204)
operation DeleteBucketCors { input: DeleteBucketCorsRequest }

@http(method: "DELETE", uri: "/{Bucket}?encryption", code: 204)
operation DeleteBucketEncryption { input: DeleteBucketEncryptionRequest }

@http(method: "DELETE", uri: "/{Bucket}?intelligent-tiering", code: 204)
operation DeleteBucketIntelligentTieringConfiguration {
    input: DeleteBucketIntelligentTieringConfigurationRequest
}

@http(method: "DELETE", uri: "/{Bucket}?inventory", code: 204)
operation DeleteBucketInventoryConfiguration { input: DeleteBucketInventoryConfigurationRequest }

@http(method: "DELETE", uri: "/{Bucket}?lifecycle", code: 204)
operation DeleteBucketLifecycle { input: DeleteBucketLifecycleRequest }

@http(method: "DELETE", uri: "/{Bucket}?metadataConfiguration", code: 204)
operation DeleteBucketMetadataConfiguration { input: DeleteBucketMetadataConfigurationRequest }

@http(method: "DELETE", uri: "/{Bucket}?metadataTable", code: 204)
operation DeleteBucketMetadataTableConfiguration {
    input: DeleteBucketMetadataTableConfigurationRequest
}

@http(method: "DELETE", uri: "/{Bucket}?metrics", code: 204)
operation DeleteBucketMetricsConfiguration { input: DeleteBucketMetricsConfigurationRequest }

@http(method: "DELETE", uri: "/{Bucket}?ownershipControls", code: 204)
operation DeleteBucketOwnershipControls { input: DeleteBucketOwnershipControlsRequest }

@http(method: "DELETE", uri: "/{Bucket}?policy", code: 204)
operation DeleteBucketPolicy { input: DeleteBucketPolicyRequest }

@http(method: "DELETE", uri: "/{Bucket}?replication", code: 204)
operation DeleteBucketReplication { input: DeleteBucketReplicationRequest }

@http(method: "DELETE", uri: "/{Bucket}?tagging", code: 204)
operation DeleteBucketTagging { input: DeleteBucketTaggingRequest }

@http(method: "DELETE", uri: "/{Bucket}?website", code: 204)
operation DeleteBucketWebsite { input: DeleteBucketWebsiteRequest }

@http(method: "DELETE", uri: "/{Bucket}/{Key+}", code: 204)
operation DeleteObject { input: DeleteObjectRequest output: DeleteObjectOutput }

@http(method: "DELETE", uri: "/{Bucket}/{Key+}?tagging", code: 204)
operation DeleteObjectTagging {
    input: DeleteObjectTaggingRequest
    output: DeleteObjectTaggingOutput
}

@http(method: "POST", uri: "/{Bucket}?delete")
@httpChecksumRequired
operation DeleteObjects { input: DeleteObjectsRequest output: DeleteObjectsOutput }

@http(method: "DELETE", uri: "/{Bucket}?publicAccessBlock", code: 204)
operation DeletePublicAccessBlock { input: DeletePublicAccessBlockRequest }

@http(method: "GET", uri: "/{Bucket}?abac")
operation GetBucketAbac { input: GetBucketAbacRequest output: GetBucketAbacOutput }

@http(method: "GET", uri: "/{Bucket}?accelerate")
operation GetBucketAccelerateConfiguration {
    input: GetBucketAccelerateConfigurationRequest
    output: GetBucketAccelerateConfigurationOutput
}

@http(method: "GET", uri: "/{Bucket}?acl")
operation GetBucketAcl { input: GetBucketAclRequest output: GetBucketAclOutput }

@http(method: "GET", uri: "/{Bucket}?analytics")
operation GetBucketAnalyticsConfiguration {
    input: GetBucketAnalyticsConfigurationRequest
    output: GetBucketAnalyticsConfigurationOutput
}

@http(method: "GET", uri: "/{Bucket}?cors")
operation GetBucketCors { input: GetBucketCorsRequest output: GetBucketCorsOutput }

@http(method: "GET", uri: "/{Bucket}?encryption")
operation GetBucketEncryption {
    input: GetBucketEncryptionRequest
    output: GetBucketEncryptionOutput
}

@http(method: "GET", uri: "/{Bucket}?intelligent-tiering")
operation GetBucketIntelligentTieringConfiguration {
    input: GetBucketIntelligentTieringConfigurationRequest
    output: GetBucketIntelligentTieringConfigurationOutput
}

@http(method: "GET", uri: "/{Bucket}?inventory")
operation GetBucketInventoryConfiguration {
    input: GetBucketInventoryConfigurationRequest
    output: GetBucketInventoryConfigurationOutput
}

@http(method: "GET", uri: "/{Bucket}?lifecycle")
@deprecated
operation GetBucketLifecycle { input: GetBucketLifecycleRequest output: GetBucketLifecycleOutput }

@http(method: "GET", uri: "/{Bucket}?lifecycle")
operation GetBucketLifecycleConfiguration {
    input: GetBucketLifecycleConfigurationRequest
    output: GetBucketLifecycleConfigurationOutput
}

@http(method: "GET", uri: "/{Bucket}?location")
operation GetBucketLocation { input: GetBucketLocationRequest output: GetBucketLocationOutput }

@http(method: "GET", uri: "/{Bucket}?logging")
operation GetBucketLogging { input: GetBucketLoggingRequest output: GetBucketLoggingOutput }

@http(method: "GET", uri: "/{Bucket}?metadataConfiguration")
operation GetBucketMetadataConfiguration {
    input: GetBucketMetadataConfigurationRequest
    output: GetBucketMetadataConfigurationOutput
}

@http(method: "GET", uri: "/{Bucket}?metadataTable")
operation GetBucketMetadataTableConfiguration {
    input: GetBucketMetadataTableConfigurationRequest
    output: GetBucketMetadataTableConfigurationOutput
}

@http(method: "GET", uri: "/{Bucket}?metrics")
operation GetBucketMetricsConfiguration {
    input: GetBucketMetricsConfigurationRequest
    output: GetBucketMetricsConfigurationOutput
}

@http(method: "GET", uri: "/{Bucket}?notification")
@deprecated
operation GetBucketNotification {
    input: GetBucketNotificationConfigurationRequest
    output: NotificationConfigurationDeprecated
}

@http(method: "GET", uri: "/{Bucket}?notification")
operation GetBucketNotificationConfiguration {
    input: GetBucketNotificationConfigurationRequest
    output: NotificationConfiguration
}

@http(method: "GET", uri: "/{Bucket}?ownershipControls")
operation GetBucketOwnershipControls {
    input: GetBucketOwnershipControlsRequest
    output: GetBucketOwnershipControlsOutput
}

@http(method: "GET", uri: "/{Bucket}?policy")
operation GetBucketPolicy { input: GetBucketPolicyRequest output: GetBucketPolicyOutput }

@http(method: "GET", uri: "/{Bucket}?policyStatus")
operation GetBucketPolicyStatus {
    input: GetBucketPolicyStatusRequest
    output: GetBucketPolicyStatusOutput
}

@http(method: "GET", uri: "/{Bucket}?replication")
operation GetBucketReplication {
    input: GetBucketReplicationRequest
    output: GetBucketReplicationOutput
}

@http(method: "GET", uri: "/{Bucket}?requestPayment")
operation GetBucketRequestPayment {
    input: GetBucketRequestPaymentRequest
    output: GetBucketRequestPaymentOutput
}

@http(method: "GET", uri: "/{Bucket}?tagging")
operation GetBucketTagging { input: GetBucketTaggingRequest output: GetBucketTaggingOutput }

@http(method: "GET", uri: "/{Bucket}?versioning")
operation GetBucketVersioning {
    input: GetBucketVersioningRequest
    output: GetBucketVersioningOutput
}

@http(method: "GET", uri: "/{Bucket}?website")
operation GetBucketWebsite { input: GetBucketWebsiteRequest output: GetBucketWebsiteOutput }

@http(method: "GET", uri: "/{Bucket}/{Key+}")
operation GetObject {
    input: GetObjectRequest
    output: GetObjectOutput
    errors: [NoSuchKey InvalidObjectState]
}

@http(method: "GET", uri: "/{Bucket}/{Key+}?acl")
operation GetObjectAcl { input: GetObjectAclRequest output: GetObjectAclOutput errors: [NoSuchKey] }

@http(method: "GET", uri: "/{Bucket}/{Key+}?attributes")
operation GetObjectAttributes {
    input: GetObjectAttributesRequest
    output: GetObjectAttributesOutput
    errors: [NoSuchKey]
}

@http(method: "GET", uri: "/{Bucket}/{Key+}?legal-hold")
operation GetObjectLegalHold { input: GetObjectLegalHoldRequest output: GetObjectLegalHoldOutput }

@http(method: "GET", uri: "/{Bucket}?object-lock")
operation GetObjectLockConfiguration {
    input: GetObjectLockConfigurationRequest
    output: GetObjectLockConfigurationOutput
}

@http(method: "GET", uri: "/{Bucket}/{Key+}?retention")
operation GetObjectRetention { input: GetObjectRetentionRequest output: GetObjectRetentionOutput }

@http(method: "GET", uri: "/{Bucket}/{Key+}?tagging")
operation GetObjectTagging { input: GetObjectTaggingRequest output: GetObjectTaggingOutput }

@http(method: "GET", uri: "/{Bucket}/{Key+}?torrent")
operation GetObjectTorrent { input: GetObjectTorrentRequest output: GetObjectTorrentOutput }

@http(method: "GET", uri: "/{Bucket}?publicAccessBlock")
operation GetPublicAccessBlock {
    input: GetPublicAccessBlockRequest
    output: GetPublicAccessBlockOutput
}

@http(method: "HEAD", uri: "/{Bucket}")
operation HeadBucket { input: HeadBucketRequest output: HeadBucketOutput errors: [NoSuchBucket] }

@http(method: "HEAD", uri: "/{Bucket}/{Key+}")
operation HeadObject { input: HeadObjectRequest output: HeadObjectOutput errors: [NoSuchKey] }

@http(method: "GET", uri: "/{Bucket}?analytics")
operation ListBucketAnalyticsConfigurations {
    input: ListBucketAnalyticsConfigurationsRequest
    output: ListBucketAnalyticsConfigurationsOutput
}

@http(method: "GET", uri: "/{Bucket}?intelligent-tiering")
operation ListBucketIntelligentTieringConfigurations {
    input: ListBucketIntelligentTieringConfigurationsRequest
    output: ListBucketIntelligentTieringConfigurationsOutput
}

@http(method: "GET", uri: "/{Bucket}?inventory")
operation ListBucketInventoryConfigurations {
    input: ListBucketInventoryConfigurationsRequest
    output: ListBucketInventoryConfigurationsOutput
}

@http(method: "GET", uri: "/{Bucket}?metrics")
operation ListBucketMetricsConfigurations {
    input: ListBucketMetricsConfigurationsRequest
    output: ListBucketMetricsConfigurationsOutput
}

@http(method: "GET", uri: "/")
operation ListBuckets { input: ListBucketsRequest output: ListBucketsOutput }

@http(method: "GET", uri: "/")
operation ListDirectoryBuckets {
    input: ListDirectoryBucketsRequest
    output: ListDirectoryBucketsOutput
}

@http(method: "GET", uri: "/{Bucket}?uploads")
operation ListMultipartUploads {
    input: ListMultipartUploadsRequest
    output: ListMultipartUploadsOutput
}

@http(method: "GET", uri: "/{Bucket}?versions")
operation ListObjectVersions { input: ListObjectVersionsRequest output: ListObjectVersionsOutput }

@http(method: "GET", uri: "/{Bucket}")
operation ListObjects { input: ListObjectsRequest output: ListObjectsOutput errors: [NoSuchBucket] }

@http(method: "GET", uri: "/{Bucket}?list-type=2")
operation ListObjectsV2 {
    input: ListObjectsV2Request
    output: ListObjectsV2Output
    errors: [NoSuchBucket]
}

@http(method: "GET", uri: "/{Bucket}/{Key+}")
operation ListParts { input: ListPartsRequest output: ListPartsOutput }

@http(method: "PUT", uri: "/{Bucket}?abac")
operation PutBucketAbac { input: PutBucketAbacRequest }

@http(method: "PUT", uri: "/{Bucket}?accelerate")
operation PutBucketAccelerateConfiguration { input: PutBucketAccelerateConfigurationRequest }

@http(method: "PUT", uri: "/{Bucket}?acl")
@httpChecksumRequired
operation PutBucketAcl { input: PutBucketAclRequest }

@http(method: "PUT", uri: "/{Bucket}?analytics")
operation PutBucketAnalyticsConfiguration { input: PutBucketAnalyticsConfigurationRequest }

@http(method: "PUT", uri: "/{Bucket}?cors")
@httpChecksumRequired
operation PutBucketCors { input: PutBucketCorsRequest }

@http(method: "PUT", uri: "/{Bucket}?encryption")
@httpChecksumRequired
operation PutBucketEncryption { input: PutBucketEncryptionRequest }

@http(method: "PUT", uri: "/{Bucket}?intelligent-tiering")
operation PutBucketIntelligentTieringConfiguration {
    input: PutBucketIntelligentTieringConfigurationRequest
}

@http(method: "PUT", uri: "/{Bucket}?inventory")
operation PutBucketInventoryConfiguration { input: PutBucketInventoryConfigurationRequest }

@http(method: "PUT", uri: "/{Bucket}?lifecycle")
@httpChecksumRequired
@deprecated
operation PutBucketLifecycle { input: PutBucketLifecycleRequest }

@http(method: "PUT", uri: "/{Bucket}?lifecycle")
@httpChecksumRequired
operation PutBucketLifecycleConfiguration {
    input: PutBucketLifecycleConfigurationRequest
    output: PutBucketLifecycleConfigurationOutput
}

@http(method: "PUT", uri: "/{Bucket}?logging")
@httpChecksumRequired
operation PutBucketLogging { input: PutBucketLoggingRequest }

@http(method: "PUT", uri: "/{Bucket}?metrics")
operation PutBucketMetricsConfiguration { input: PutBucketMetricsConfigurationRequest }

@http(method: "PUT", uri: "/{Bucket}?notification")
@httpChecksumRequired
@deprecated
operation PutBucketNotification { input: PutBucketNotificationRequest }

@http(method: "PUT", uri: "/{Bucket}?notification")
operation PutBucketNotificationConfiguration { input: PutBucketNotificationConfigurationRequest }

@http(method: "PUT", uri: "/{Bucket}?ownershipControls")
@httpChecksumRequired
operation PutBucketOwnershipControls { input: PutBucketOwnershipControlsRequest }

@http(method: "PUT", uri: "/{Bucket}?policy")
@httpChecksumRequired
operation PutBucketPolicy { input: PutBucketPolicyRequest }

@http(method: "PUT", uri: "/{Bucket}?replication")
@httpChecksumRequired
operation PutBucketReplication { input: PutBucketReplicationRequest }

@http(method: "PUT", uri: "/{Bucket}?requestPayment")
@httpChecksumRequired
operation PutBucketRequestPayment { input: PutBucketRequestPaymentRequest }

@http(method: "PUT", uri: "/{Bucket}?tagging")
@httpChecksumRequired
operation PutBucketTagging { input: PutBucketTaggingRequest }

@http(method: "PUT", uri: "/{Bucket}?versioning")
@httpChecksumRequired
operation PutBucketVersioning { input: PutBucketVersioningRequest }

@http(method: "PUT", uri: "/{Bucket}?website")
@httpChecksumRequired
operation PutBucketWebsite { input: PutBucketWebsiteRequest }

@http(method: "PUT", uri: "/{Bucket}/{Key+}")
operation PutObject {
    input: PutObjectRequest
    output: PutObjectOutput
    errors: [InvalidRequest InvalidWriteOffset TooManyParts EncryptionTypeMismatch]
}

@http(method: "PUT", uri: "/{Bucket}/{Key+}?acl")
@httpChecksumRequired
operation PutObjectAcl { input: PutObjectAclRequest output: PutObjectAclOutput errors: [NoSuchKey] }

@http(method: "PUT", uri: "/{Bucket}/{Key+}?legal-hold")
@httpChecksumRequired
operation PutObjectLegalHold { input: PutObjectLegalHoldRequest output: PutObjectLegalHoldOutput }

@http(method: "PUT", uri: "/{Bucket}?object-lock")
@httpChecksumRequired
operation PutObjectLockConfiguration {
    input: PutObjectLockConfigurationRequest
    output: PutObjectLockConfigurationOutput
}

@http(method: "PUT", uri: "/{Bucket}/{Key+}?retention")
@httpChecksumRequired
operation PutObjectRetention { input: PutObjectRetentionRequest output: PutObjectRetentionOutput }

@http(method: "PUT", uri: "/{Bucket}/{Key+}?tagging")
@httpChecksumRequired
operation PutObjectTagging { input: PutObjectTaggingRequest output: PutObjectTaggingOutput }

@http(method: "PUT", uri: "/{Bucket}?publicAccessBlock")
@httpChecksumRequired
operation PutPublicAccessBlock { input: PutPublicAccessBlockRequest }

@http(method: "PUT", uri: "/{Bucket}/{Key+}?renameObject")
operation RenameObject {
    input: RenameObjectRequest
    output: RenameObjectOutput
    errors: [IdempotencyParameterMismatch]
}

@http(method: "POST", uri: "/{Bucket}/{Key+}?restore")
operation RestoreObject {
    input: RestoreObjectRequest
    output: RestoreObjectOutput
    errors: [ObjectAlreadyInActiveTierError]
}

@http(method: "POST", uri: "/{Bucket}/{Key+}?select&select-type=2")
operation SelectObjectContent {
    input: SelectObjectContentRequest
    output: SelectObjectContentOutput
}

@http(method: "PUT", uri: "/{Bucket}?metadataInventoryTable")
@httpChecksumRequired
operation UpdateBucketMetadataInventoryTableConfiguration {
    input: UpdateBucketMetadataInventoryTableConfigurationRequest
}

@http(method: "PUT", uri: "/{Bucket}?metadataJournalTable")
@httpChecksumRequired
operation UpdateBucketMetadataJournalTableConfiguration {
    input: UpdateBucketMetadataJournalTableConfigurationRequest
}

@http(method: "PUT", uri: "/{Bucket}/{Key+}?encryption")
@httpChecksumRequired
operation UpdateObjectEncryption {
    input: UpdateObjectEncryptionRequest
    output: UpdateObjectEncryptionResponse
    errors: [NoSuchKey InvalidRequest AccessDenied]
}

@http(method: "PUT", uri: "/{Bucket}/{Key+}")
operation UploadPart { input: UploadPartRequest output: UploadPartOutput }

@http(method: "PUT", uri: "/{Bucket}/{Key+}")
operation UploadPartCopy { input: UploadPartCopyRequest output: UploadPartCopyOutput }

@http(method: "POST", uri: "/WriteGetObjectResponse")
@endpoint(hostPrefix: "{RequestRoute}.")
operation WriteGetObjectResponse { input: WriteGetObjectResponseRequest }

structure AbacStatus {
    Status: BucketAbacStatus
}

structure AbortIncompleteMultipartUpload {
    DaysAfterInitiation: DaysAfterInitiation
}

structure AbortMultipartUploadOutput {
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure AbortMultipartUploadRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpLabel Key: ObjectKey
    @required @httpQuery("uploadId") UploadId: MultipartUploadId
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("x-amz-if-match-initiated-time") IfMatchInitiatedTime: IfMatchInitiatedTime
}

structure AccelerateConfiguration {
    Status: BucketAccelerateStatus
}

structure AccessControlPolicy {
    @xmlName("AccessControlList") Grants: Grants
    Owner: Owner
}

structure AccessControlTranslation {
    @required Owner: OwnerOverride
}

@error("client")
@httpError(403)
structure AccessDenied {}

structure AnalyticsAndOperator {
    Prefix: Prefix
    @xmlName("Tag") @xmlFlattened Tags: TagSet
}

structure AnalyticsConfiguration {
    @required Id: AnalyticsId
    Filter: AnalyticsFilter
    @required StorageClassAnalysis: StorageClassAnalysis
}

structure AnalyticsExportDestination {
    @required S3BucketDestination: AnalyticsS3BucketDestination
}

structure AnalyticsFilter {
    Prefix: Prefix
    Tag: Tag
    And: AnalyticsAndOperator
}

structure AnalyticsS3BucketDestination {
    @required Format: AnalyticsS3ExportFileFormat
    BucketAccountId: AccountId
    @required Bucket: BucketName
    Prefix: Prefix
}

structure BlockedEncryptionTypes {
    @xmlFlattened EncryptionType: EncryptionTypeList
}

structure Bucket {
    Name: BucketName
    CreationDate: CreationDate
    BucketRegion: BucketRegion
    BucketArn: S3RegionalOrS3ExpressBucketArnString
}

@error("client")
@httpError(409)
structure BucketAlreadyExists {}

@error("client")
@httpError(409)
structure BucketAlreadyOwnedByYou {}

structure BucketInfo {
    DataRedundancy: DataRedundancy
    Type: BucketType
}

structure BucketLifecycleConfiguration {
    @required @xmlName("Rule") @xmlFlattened Rules: LifecycleRules
}

structure BucketLoggingStatus {
    LoggingEnabled: LoggingEnabled
}

structure CORSConfiguration {
    @required @xmlName("CORSRule") @xmlFlattened CORSRules: CORSRules
}

structure CORSRule {
    ID: ID
    @xmlName("AllowedHeader") @xmlFlattened AllowedHeaders: AllowedHeaders
    @required @xmlName("AllowedMethod") @xmlFlattened AllowedMethods: AllowedMethods
    @required @xmlName("AllowedOrigin") @xmlFlattened AllowedOrigins: AllowedOrigins
    @xmlName("ExposeHeader") @xmlFlattened ExposeHeaders: ExposeHeaders
    MaxAgeSeconds: MaxAgeSeconds
}

structure CSVInput {
    FileHeaderInfo: FileHeaderInfo
    Comments: Comments
    QuoteEscapeCharacter: QuoteEscapeCharacter
    RecordDelimiter: RecordDelimiter
    FieldDelimiter: FieldDelimiter
    QuoteCharacter: QuoteCharacter
    AllowQuotedRecordDelimiter: AllowQuotedRecordDelimiter
}

structure CSVOutput {
    QuoteFields: QuoteFields
    QuoteEscapeCharacter: QuoteEscapeCharacter
    RecordDelimiter: RecordDelimiter
    FieldDelimiter: FieldDelimiter
    QuoteCharacter: QuoteCharacter
}

structure Checksum {
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

structure CloudFunctionConfiguration {
    Id: NotificationId
    @deprecated Event: Event
    @xmlName("Event") @xmlFlattened Events: EventList
    CloudFunction: CloudFunction
    InvocationRole: CloudFunctionInvocationRole
}

structure CommonPrefix {
    Prefix: Prefix
}

structure CompleteMultipartUploadOutput {
    Location: Location
    Bucket: BucketName
    Key: ObjectKey
    @httpHeader("x-amz-expiration") Expiration: Expiration
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
    @httpHeader("x-amz-server-side-encryption") ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-version-id") VersionId: ObjectVersionId
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id") SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: BucketKeyEnabled
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure CompleteMultipartUploadRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpLabel Key: ObjectKey
    @httpPayload
    @xmlName("CompleteMultipartUpload")
    @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    MultipartUpload: CompletedMultipartUpload
    @required @httpQuery("uploadId") UploadId: MultipartUploadId
    @httpHeader("x-amz-checksum-crc32") ChecksumCRC32: ChecksumCRC32
    @httpHeader("x-amz-checksum-crc32c") ChecksumCRC32C: ChecksumCRC32C
    @httpHeader("x-amz-checksum-crc64nvme") ChecksumCRC64NVME: ChecksumCRC64NVME
    @httpHeader("x-amz-checksum-sha1") ChecksumSHA1: ChecksumSHA1
    @httpHeader("x-amz-checksum-sha256") ChecksumSHA256: ChecksumSHA256
    @httpHeader("x-amz-checksum-sha512") ChecksumSHA512: ChecksumSHA512
    @httpHeader("x-amz-checksum-md5") ChecksumMD5: ChecksumMD5
    @httpHeader("x-amz-checksum-xxhash64") ChecksumXXHASH64: ChecksumXXHASH64
    @httpHeader("x-amz-checksum-xxhash3") ChecksumXXHASH3: ChecksumXXHASH3
    @httpHeader("x-amz-checksum-xxhash128") ChecksumXXHASH128: ChecksumXXHASH128
    @httpHeader("x-amz-checksum-type") ChecksumType: ChecksumType
    @httpHeader("x-amz-mp-object-size") MpuObjectSize: MpuObjectSize
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("If-Match") IfMatch: IfMatch
    @httpHeader("If-None-Match") IfNoneMatch: IfNoneMatch
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-server-side-encryption-customer-key") SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
}

structure CompletedMultipartUpload {
    @xmlName("Part") @xmlFlattened Parts: CompletedPartList
}

structure CompletedPart {
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
    PartNumber: PartNumber
}

structure Condition {
    HttpErrorCodeReturnedEquals: HttpErrorCodeReturnedEquals
    KeyPrefixEquals: KeyPrefixEquals
}

structure ContinuationEvent {}

structure CopyObjectOutput {
    @httpPayload CopyObjectResult: CopyObjectResult
    @httpHeader("x-amz-expiration") Expiration: Expiration
    @httpHeader("x-amz-copy-source-version-id") CopySourceVersionId: CopySourceVersionId
    @httpHeader("x-amz-version-id") VersionId: ObjectVersionId
    @httpHeader("x-amz-server-side-encryption") ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id") SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-context")
    SSEKMSEncryptionContext: SSEKMSEncryptionContext
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: BucketKeyEnabled
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure CopyObjectRequest {
    @httpHeader("x-amz-acl") ACL: ObjectCannedACL
    @required @httpLabel Bucket: BucketName
    @httpHeader("Cache-Control") CacheControl: CacheControl
    @httpHeader("x-amz-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("Content-Disposition") ContentDisposition: ContentDisposition
    @httpHeader("Content-Encoding") ContentEncoding: ContentEncoding
    @httpHeader("Content-Language") ContentLanguage: ContentLanguage
    @httpHeader("Content-Type") ContentType: ContentType
    @required @httpHeader("x-amz-copy-source") CopySource: CopySource
    @httpHeader("x-amz-copy-source-if-match") CopySourceIfMatch: CopySourceIfMatch
    @httpHeader("x-amz-copy-source-if-modified-since")
    CopySourceIfModifiedSince: CopySourceIfModifiedSince
    @httpHeader("x-amz-copy-source-if-none-match") CopySourceIfNoneMatch: CopySourceIfNoneMatch
    @httpHeader("x-amz-copy-source-if-unmodified-since")
    CopySourceIfUnmodifiedSince: CopySourceIfUnmodifiedSince
    @httpHeader("Expires") Expires: Expires
    @httpHeader("x-amz-grant-full-control") GrantFullControl: GrantFullControl
    @httpHeader("x-amz-grant-read") GrantRead: GrantRead
    @httpHeader("x-amz-grant-read-acp") GrantReadACP: GrantReadACP
    @httpHeader("x-amz-grant-write-acp") GrantWriteACP: GrantWriteACP
    @httpHeader("If-Match") IfMatch: IfMatch
    @httpHeader("If-None-Match") IfNoneMatch: IfNoneMatch
    @required @httpLabel Key: ObjectKey
    @httpPrefixHeaders("x-amz-meta-") Metadata: Metadata
    @httpHeader("x-amz-metadata-directive") MetadataDirective: MetadataDirective
    @httpHeader("x-amz-tagging-directive") TaggingDirective: TaggingDirective
    @httpHeader("x-amz-server-side-encryption") ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-storage-class") StorageClass: StorageClass
    @httpHeader("x-amz-website-redirect-location") WebsiteRedirectLocation: WebsiteRedirectLocation
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-server-side-encryption-customer-key") SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id") SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-context")
    SSEKMSEncryptionContext: SSEKMSEncryptionContext
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: BucketKeyEnabled
    @httpHeader("x-amz-copy-source-server-side-encryption-customer-algorithm")
    CopySourceSSECustomerAlgorithm: CopySourceSSECustomerAlgorithm
    @httpHeader("x-amz-copy-source-server-side-encryption-customer-key")
    CopySourceSSECustomerKey: CopySourceSSECustomerKey
    @httpHeader("x-amz-copy-source-server-side-encryption-customer-key-MD5")
    CopySourceSSECustomerKeyMD5: CopySourceSSECustomerKeyMD5
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-tagging") Tagging: TaggingHeader
    @httpHeader("x-amz-object-lock-mode") ObjectLockMode: ObjectLockMode
    @httpHeader("x-amz-object-lock-retain-until-date")
    ObjectLockRetainUntilDate: ObjectLockRetainUntilDate
    @httpHeader("x-amz-object-lock-legal-hold") ObjectLockLegalHoldStatus: ObjectLockLegalHoldStatus
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("x-amz-source-expected-bucket-owner") ExpectedSourceBucketOwner: AccountId
}

structure CopyObjectResult {
    ETag: ETag
    LastModified: LastModified
    ChecksumType: ChecksumType
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

structure CopyPartResult {
    ETag: ETag
    LastModified: LastModified
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

structure CreateBucketConfiguration {
    LocationConstraint: BucketLocationConstraint
    Location: LocationInfo
    Bucket: BucketInfo
    Tags: TagSet
}

structure CreateBucketMetadataConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    MetadataConfiguration: MetadataConfiguration
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure CreateBucketMetadataTableConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    MetadataTableConfiguration: MetadataTableConfiguration
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure CreateBucketOutput {
    @httpHeader("Location") Location: Location
    @httpHeader("x-amz-bucket-arn") BucketArn: S3RegionalOrS3ExpressBucketArnString
}

structure CreateBucketRequest {
    @httpHeader("x-amz-acl") ACL: BucketCannedACL
    @required @httpLabel Bucket: BucketName
    @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    CreateBucketConfiguration: CreateBucketConfiguration
    @httpHeader("x-amz-grant-full-control") GrantFullControl: GrantFullControl
    @httpHeader("x-amz-grant-read") GrantRead: GrantRead
    @httpHeader("x-amz-grant-read-acp") GrantReadACP: GrantReadACP
    @httpHeader("x-amz-grant-write") GrantWrite: GrantWrite
    @httpHeader("x-amz-grant-write-acp") GrantWriteACP: GrantWriteACP
    @httpHeader("x-amz-bucket-object-lock-enabled")
    ObjectLockEnabledForBucket: ObjectLockEnabledForBucket
    @httpHeader("x-amz-object-ownership") ObjectOwnership: ObjectOwnership
    @httpHeader("x-amz-bucket-namespace") BucketNamespace: BucketNamespace
}

structure CreateMultipartUploadOutput {
    @httpHeader("x-amz-abort-date") AbortDate: AbortDate
    @httpHeader("x-amz-abort-rule-id") AbortRuleId: AbortRuleId
    Bucket: BucketName
    Key: ObjectKey
    UploadId: MultipartUploadId
    @httpHeader("x-amz-server-side-encryption") ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id") SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-context")
    SSEKMSEncryptionContext: SSEKMSEncryptionContext
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: BucketKeyEnabled
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
    @httpHeader("x-amz-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-checksum-type") ChecksumType: ChecksumType
}

structure CreateMultipartUploadRequest {
    @httpHeader("x-amz-acl") ACL: ObjectCannedACL
    @required @httpLabel Bucket: BucketName
    @httpHeader("Cache-Control") CacheControl: CacheControl
    @httpHeader("Content-Disposition") ContentDisposition: ContentDisposition
    @httpHeader("Content-Encoding") ContentEncoding: ContentEncoding
    @httpHeader("Content-Language") ContentLanguage: ContentLanguage
    @httpHeader("Content-Type") ContentType: ContentType
    @httpHeader("Expires") Expires: Expires
    @httpHeader("x-amz-grant-full-control") GrantFullControl: GrantFullControl
    @httpHeader("x-amz-grant-read") GrantRead: GrantRead
    @httpHeader("x-amz-grant-read-acp") GrantReadACP: GrantReadACP
    @httpHeader("x-amz-grant-write-acp") GrantWriteACP: GrantWriteACP
    @required @httpLabel Key: ObjectKey
    @httpPrefixHeaders("x-amz-meta-") Metadata: Metadata
    @httpHeader("x-amz-server-side-encryption") ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-storage-class") StorageClass: StorageClass
    @httpHeader("x-amz-website-redirect-location") WebsiteRedirectLocation: WebsiteRedirectLocation
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-server-side-encryption-customer-key") SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id") SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-context")
    SSEKMSEncryptionContext: SSEKMSEncryptionContext
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: BucketKeyEnabled
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-tagging") Tagging: TaggingHeader
    @httpHeader("x-amz-object-lock-mode") ObjectLockMode: ObjectLockMode
    @httpHeader("x-amz-object-lock-retain-until-date")
    ObjectLockRetainUntilDate: ObjectLockRetainUntilDate
    @httpHeader("x-amz-object-lock-legal-hold") ObjectLockLegalHoldStatus: ObjectLockLegalHoldStatus
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("x-amz-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-checksum-type") ChecksumType: ChecksumType
}

structure CreateSessionOutput {
    @httpHeader("x-amz-server-side-encryption") ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id") SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-context")
    SSEKMSEncryptionContext: SSEKMSEncryptionContext
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: BucketKeyEnabled
    @required Credentials: SessionCredentials
}

structure CreateSessionRequest {
    @httpHeader("x-amz-create-session-mode") SessionMode: SessionMode
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-server-side-encryption") ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id") SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-context")
    SSEKMSEncryptionContext: SSEKMSEncryptionContext
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: BucketKeyEnabled
}

structure DefaultRetention {
    Mode: ObjectLockRetentionMode
    Days: Days
    Years: Years
}

structure Delete {
    @required @xmlName("Object") @xmlFlattened Objects: ObjectIdentifierList
    Quiet: Quiet
}

structure DeleteBucketAnalyticsConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpQuery("id") Id: AnalyticsId
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure DeleteBucketCorsRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure DeleteBucketEncryptionRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure DeleteBucketIntelligentTieringConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpQuery("id") Id: IntelligentTieringId
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure DeleteBucketInventoryConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpQuery("id") Id: InventoryId
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure DeleteBucketLifecycleRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure DeleteBucketMetadataConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure DeleteBucketMetadataTableConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure DeleteBucketMetricsConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpQuery("id") Id: MetricsId
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure DeleteBucketOwnershipControlsRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure DeleteBucketPolicyRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure DeleteBucketReplicationRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure DeleteBucketRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure DeleteBucketTaggingRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure DeleteBucketWebsiteRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure DeleteMarkerEntry {
    Owner: Owner
    Key: ObjectKey
    VersionId: ObjectVersionId
    IsLatest: IsLatest
    LastModified: LastModified
}

structure DeleteMarkerReplication {
    Status: DeleteMarkerReplicationStatus
}

structure DeleteObjectOutput {
    @httpHeader("x-amz-delete-marker") DeleteMarker: DeleteMarker
    @httpHeader("x-amz-version-id") VersionId: ObjectVersionId
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure DeleteObjectRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpLabel Key: ObjectKey
    @httpHeader("x-amz-mfa") MFA: MFA
    @httpQuery("versionId") VersionId: ObjectVersionId
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-bypass-governance-retention")
    BypassGovernanceRetention: BypassGovernanceRetention
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("If-Match") IfMatch: IfMatch
    @httpHeader("x-amz-if-match-last-modified-time")
    IfMatchLastModifiedTime: IfMatchLastModifiedTime
    @httpHeader("x-amz-if-match-size") IfMatchSize: IfMatchSize
}

structure DeleteObjectTaggingOutput {
    @httpHeader("x-amz-version-id") VersionId: ObjectVersionId
}

structure DeleteObjectTaggingRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpLabel Key: ObjectKey
    @httpQuery("versionId") VersionId: ObjectVersionId
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure DeleteObjectsOutput {
    @xmlFlattened Deleted: DeletedObjects
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
    @xmlName("Error") @xmlFlattened Errors: Errors
}

structure DeleteObjectsRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    Delete: Delete
    @httpHeader("x-amz-mfa") MFA: MFA
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-bypass-governance-retention")
    BypassGovernanceRetention: BypassGovernanceRetention
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
}

structure DeletePublicAccessBlockRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure DeletedObject {
    Key: ObjectKey
    VersionId: ObjectVersionId
    DeleteMarker: DeleteMarker
    DeleteMarkerVersionId: DeleteMarkerVersionId
}

structure Destination {
    @required Bucket: BucketName
    Account: AccountId
    StorageClass: StorageClass
    AccessControlTranslation: AccessControlTranslation
    EncryptionConfiguration: EncryptionConfiguration
    ReplicationTime: ReplicationTime
    Metrics: Metrics
}

structure DestinationResult {
    TableBucketType: S3TablesBucketType
    TableBucketArn: S3TablesBucketArn
    TableNamespace: S3TablesNamespace
}

structure Encryption {
    @required EncryptionType: ServerSideEncryption
    KMSKeyId: SSEKMSKeyId
    KMSContext: KMSContext
}

structure EncryptionConfiguration {
    ReplicaKmsKeyID: ReplicaKmsKeyID
}

@error("client")
@httpError(400)
structure EncryptionTypeMismatch {}

structure EndEvent {}

structure Error {
    Key: ObjectKey
    VersionId: ObjectVersionId
    Code: Code
    Message: Message
}

structure ErrorDetails {
    ErrorCode: ErrorCode
    ErrorMessage: ErrorMessage
}

structure ErrorDocument {
    @required Key: ObjectKey
}

structure EventBridgeConfiguration {}

structure ExistingObjectReplication {
    @required Status: ExistingObjectReplicationStatus
}

structure FilterRule {
    Name: FilterRuleName
    Value: FilterRuleValue
}

structure GetBucketAbacOutput {
    @httpPayload AbacStatus: AbacStatus
}

structure GetBucketAbacRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketAccelerateConfigurationOutput {
    Status: BucketAccelerateStatus
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure GetBucketAccelerateConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
}

structure GetBucketAclOutput {
    Owner: Owner
    @xmlName("AccessControlList") Grants: Grants
}

structure GetBucketAclRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketAnalyticsConfigurationOutput {
    @httpPayload AnalyticsConfiguration: AnalyticsConfiguration
}

structure GetBucketAnalyticsConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpQuery("id") Id: AnalyticsId
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketCorsOutput {
    @xmlName("CORSRule") @xmlFlattened CORSRules: CORSRules
}

structure GetBucketCorsRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketEncryptionOutput {
    @httpPayload ServerSideEncryptionConfiguration: ServerSideEncryptionConfiguration
}

structure GetBucketEncryptionRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketIntelligentTieringConfigurationOutput {
    @httpPayload IntelligentTieringConfiguration: IntelligentTieringConfiguration
}

structure GetBucketIntelligentTieringConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpQuery("id") Id: IntelligentTieringId
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketInventoryConfigurationOutput {
    @httpPayload InventoryConfiguration: InventoryConfiguration
}

structure GetBucketInventoryConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpQuery("id") Id: InventoryId
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketLifecycleConfigurationOutput {
    @xmlName("Rule") @xmlFlattened Rules: LifecycleRules
    @httpHeader("x-amz-transition-default-minimum-object-size")
    TransitionDefaultMinimumObjectSize: TransitionDefaultMinimumObjectSize
}

structure GetBucketLifecycleConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketLifecycleOutput {
    @xmlName("Rule") @xmlFlattened Rules: Rules
}

structure GetBucketLifecycleRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketLocationOutput {
    LocationConstraint: BucketLocationConstraint
}

structure GetBucketLocationRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketLoggingOutput {
    LoggingEnabled: LoggingEnabled
}

structure GetBucketLoggingRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketMetadataConfigurationOutput {
    @httpPayload GetBucketMetadataConfigurationResult: GetBucketMetadataConfigurationResult
}

structure GetBucketMetadataConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketMetadataConfigurationResult {
    @required MetadataConfigurationResult: MetadataConfigurationResult
}

structure GetBucketMetadataTableConfigurationOutput {
    @httpPayload
    GetBucketMetadataTableConfigurationResult: GetBucketMetadataTableConfigurationResult
}

structure GetBucketMetadataTableConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketMetadataTableConfigurationResult {
    @required MetadataTableConfigurationResult: MetadataTableConfigurationResult
    @required Status: MetadataTableStatus
    Error: ErrorDetails
}

structure GetBucketMetricsConfigurationOutput {
    @httpPayload MetricsConfiguration: MetricsConfiguration
}

structure GetBucketMetricsConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpQuery("id") Id: MetricsId
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketNotificationConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketOwnershipControlsOutput {
    @httpPayload OwnershipControls: OwnershipControls
}

structure GetBucketOwnershipControlsRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketPolicyOutput {
    @httpPayload Policy: Policy
}

structure GetBucketPolicyRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketPolicyStatusOutput {
    @httpPayload PolicyStatus: PolicyStatus
}

structure GetBucketPolicyStatusRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketReplicationOutput {
    @httpPayload ReplicationConfiguration: ReplicationConfiguration
}

structure GetBucketReplicationRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketRequestPaymentOutput {
    Payer: Payer
}

structure GetBucketRequestPaymentRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketTaggingOutput {
    @required TagSet: TagSet
}

structure GetBucketTaggingRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketVersioningOutput {
    Status: BucketVersioningStatus
    @xmlName("MfaDelete") MFADelete: MFADeleteStatus
}

structure GetBucketVersioningRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetBucketWebsiteOutput {
    RedirectAllRequestsTo: RedirectAllRequestsTo
    IndexDocument: IndexDocument
    ErrorDocument: ErrorDocument
    RoutingRules: RoutingRules
}

structure GetBucketWebsiteRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetObjectAclOutput {
    Owner: Owner
    @xmlName("AccessControlList") Grants: Grants
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure GetObjectAclRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpLabel Key: ObjectKey
    @httpQuery("versionId") VersionId: ObjectVersionId
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetObjectAttributesOutput {
    @httpHeader("x-amz-delete-marker") DeleteMarker: DeleteMarker
    @httpHeader("Last-Modified") LastModified: LastModified
    @httpHeader("x-amz-version-id") VersionId: ObjectVersionId
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
    ETag: ETag
    Checksum: Checksum
    ObjectParts: GetObjectAttributesParts
    StorageClass: StorageClass
    ObjectSize: ObjectSize
}

structure GetObjectAttributesParts {
    @xmlName("PartsCount") TotalPartsCount: PartsCount
    PartNumberMarker: PartNumberMarker
    NextPartNumberMarker: NextPartNumberMarker
    MaxParts: MaxParts
    IsTruncated: IsTruncated
    @xmlName("Part") @xmlFlattened Parts: PartsList
}

structure GetObjectAttributesRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpLabel Key: ObjectKey
    @httpQuery("versionId") VersionId: ObjectVersionId
    @httpHeader("x-amz-max-parts") MaxParts: MaxParts
    @httpHeader("x-amz-part-number-marker") PartNumberMarker: PartNumberMarker
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-server-side-encryption-customer-key") SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @required @httpHeader("x-amz-object-attributes") ObjectAttributes: ObjectAttributesList
}

structure GetObjectLegalHoldOutput {
    @httpPayload LegalHold: ObjectLockLegalHold
}

structure GetObjectLegalHoldRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpLabel Key: ObjectKey
    @httpQuery("versionId") VersionId: ObjectVersionId
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetObjectLockConfigurationOutput {
    @httpPayload ObjectLockConfiguration: ObjectLockConfiguration
}

structure GetObjectLockConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetObjectOutput {
    @httpPayload Body: StreamingBlob
    @httpHeader("x-amz-delete-marker") DeleteMarker: DeleteMarker
    @httpHeader("accept-ranges") AcceptRanges: AcceptRanges
    @httpHeader("x-amz-expiration") Expiration: Expiration
    @httpHeader("x-amz-restore") Restore: Restore
    @httpHeader("Last-Modified") LastModified: LastModified
    @httpHeader("Content-Length") ContentLength: ContentLength
    @httpHeader("ETag") ETag: ETag
    @httpHeader("x-amz-checksum-crc32") ChecksumCRC32: ChecksumCRC32
    @httpHeader("x-amz-checksum-crc32c") ChecksumCRC32C: ChecksumCRC32C
    @httpHeader("x-amz-checksum-crc64nvme") ChecksumCRC64NVME: ChecksumCRC64NVME
    @httpHeader("x-amz-checksum-sha1") ChecksumSHA1: ChecksumSHA1
    @httpHeader("x-amz-checksum-sha256") ChecksumSHA256: ChecksumSHA256
    @httpHeader("x-amz-checksum-sha512") ChecksumSHA512: ChecksumSHA512
    @httpHeader("x-amz-checksum-md5") ChecksumMD5: ChecksumMD5
    @httpHeader("x-amz-checksum-xxhash64") ChecksumXXHASH64: ChecksumXXHASH64
    @httpHeader("x-amz-checksum-xxhash3") ChecksumXXHASH3: ChecksumXXHASH3
    @httpHeader("x-amz-checksum-xxhash128") ChecksumXXHASH128: ChecksumXXHASH128
    @httpHeader("x-amz-checksum-type") ChecksumType: ChecksumType
    @httpHeader("x-amz-missing-meta") MissingMeta: MissingMeta
    @httpHeader("x-amz-version-id") VersionId: ObjectVersionId
    @httpHeader("Cache-Control") CacheControl: CacheControl
    @httpHeader("Content-Disposition") ContentDisposition: ContentDisposition
    @httpHeader("Content-Encoding") ContentEncoding: ContentEncoding
    @httpHeader("Content-Language") ContentLanguage: ContentLanguage
    @httpHeader("Content-Range") ContentRange: ContentRange
    @httpHeader("Content-Type") ContentType: ContentType
    @httpHeader("Expires") Expires: Expires
    @httpHeader("x-amz-website-redirect-location") WebsiteRedirectLocation: WebsiteRedirectLocation
    @httpHeader("x-amz-server-side-encryption") ServerSideEncryption: ServerSideEncryption
    @httpPrefixHeaders("x-amz-meta-") Metadata: Metadata
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id") SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: BucketKeyEnabled
    @httpHeader("x-amz-storage-class") StorageClass: StorageClass
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
    @httpHeader("x-amz-replication-status") ReplicationStatus: ReplicationStatus
    @httpHeader("x-amz-mp-parts-count") PartsCount: PartsCount
    @httpHeader("x-amz-tagging-count") TagCount: TagCount
    @httpHeader("x-amz-object-lock-mode") ObjectLockMode: ObjectLockMode
    @httpHeader("x-amz-object-lock-retain-until-date")
    ObjectLockRetainUntilDate: ObjectLockRetainUntilDate
    @httpHeader("x-amz-object-lock-legal-hold") ObjectLockLegalHoldStatus: ObjectLockLegalHoldStatus
}

structure GetObjectRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("If-Match") IfMatch: IfMatch
    @httpHeader("If-Modified-Since") IfModifiedSince: IfModifiedSince
    @httpHeader("If-None-Match") IfNoneMatch: IfNoneMatch
    @httpHeader("If-Unmodified-Since") IfUnmodifiedSince: IfUnmodifiedSince
    @required @httpLabel Key: ObjectKey
    @httpHeader("Range") Range: Range
    @httpQuery("response-cache-control") ResponseCacheControl: ResponseCacheControl
    @httpQuery("response-content-disposition")
    ResponseContentDisposition: ResponseContentDisposition
    @httpQuery("response-content-encoding") ResponseContentEncoding: ResponseContentEncoding
    @httpQuery("response-content-language") ResponseContentLanguage: ResponseContentLanguage
    @httpQuery("response-content-type") ResponseContentType: ResponseContentType
    @httpQuery("response-expires") ResponseExpires: ResponseExpires
    @httpQuery("versionId") VersionId: ObjectVersionId
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-server-side-encryption-customer-key") SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpQuery("partNumber") PartNumber: PartNumber
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("x-amz-checksum-mode") ChecksumMode: ChecksumMode
}

structure GetObjectRetentionOutput {
    @httpPayload Retention: ObjectLockRetention
}

structure GetObjectRetentionRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpLabel Key: ObjectKey
    @httpQuery("versionId") VersionId: ObjectVersionId
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetObjectTaggingOutput {
    @httpHeader("x-amz-version-id") VersionId: ObjectVersionId
    @required TagSet: TagSet
}

structure GetObjectTaggingRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpLabel Key: ObjectKey
    @httpQuery("versionId") VersionId: ObjectVersionId
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
}

structure GetObjectTorrentOutput {
    @httpPayload Body: StreamingBlob
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure GetObjectTorrentRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpLabel Key: ObjectKey
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GetPublicAccessBlockOutput {
    @httpPayload PublicAccessBlockConfiguration: PublicAccessBlockConfiguration
}

structure GetPublicAccessBlockRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure GlacierJobParameters {
    @required Tier: Tier
}

structure Grant {
    Grantee: Grantee
    Permission: Permission
}

@xmlNamespace(prefix: "xsi", uri: "http://www.w3.org/2001/XMLSchema-instance")
structure Grantee {
    DisplayName: DisplayName
    EmailAddress: EmailAddress
    ID: ID
    @required @xmlName("xsi:type") @xmlAttribute Type: Type
    URI: URI
}

structure HeadBucketOutput {
    @httpHeader("x-amz-bucket-arn") BucketArn: S3RegionalOrS3ExpressBucketArnString
    @httpHeader("x-amz-bucket-location-type") BucketLocationType: LocationType
    @httpHeader("x-amz-bucket-location-name") BucketLocationName: BucketLocationName
    @httpHeader("x-amz-bucket-region") BucketRegion: Region
    @httpHeader("x-amz-access-point-alias") AccessPointAlias: AccessPointAlias
}

structure HeadBucketRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure HeadObjectOutput {
    @httpHeader("x-amz-delete-marker") DeleteMarker: DeleteMarker
    @httpHeader("accept-ranges") AcceptRanges: AcceptRanges
    @httpHeader("x-amz-expiration") Expiration: Expiration
    @httpHeader("x-amz-restore") Restore: Restore
    @httpHeader("x-amz-archive-status") ArchiveStatus: ArchiveStatus
    @httpHeader("Last-Modified") LastModified: LastModified
    @httpHeader("Content-Length") ContentLength: ContentLength
    @httpHeader("x-amz-checksum-crc32") ChecksumCRC32: ChecksumCRC32
    @httpHeader("x-amz-checksum-crc32c") ChecksumCRC32C: ChecksumCRC32C
    @httpHeader("x-amz-checksum-crc64nvme") ChecksumCRC64NVME: ChecksumCRC64NVME
    @httpHeader("x-amz-checksum-sha1") ChecksumSHA1: ChecksumSHA1
    @httpHeader("x-amz-checksum-sha256") ChecksumSHA256: ChecksumSHA256
    @httpHeader("x-amz-checksum-sha512") ChecksumSHA512: ChecksumSHA512
    @httpHeader("x-amz-checksum-md5") ChecksumMD5: ChecksumMD5
    @httpHeader("x-amz-checksum-xxhash64") ChecksumXXHASH64: ChecksumXXHASH64
    @httpHeader("x-amz-checksum-xxhash3") ChecksumXXHASH3: ChecksumXXHASH3
    @httpHeader("x-amz-checksum-xxhash128") ChecksumXXHASH128: ChecksumXXHASH128
    @httpHeader("x-amz-checksum-type") ChecksumType: ChecksumType
    @httpHeader("ETag") ETag: ETag
    @httpHeader("x-amz-missing-meta") MissingMeta: MissingMeta
    @httpHeader("x-amz-version-id") VersionId: ObjectVersionId
    @httpHeader("Cache-Control") CacheControl: CacheControl
    @httpHeader("Content-Disposition") ContentDisposition: ContentDisposition
    @httpHeader("Content-Encoding") ContentEncoding: ContentEncoding
    @httpHeader("Content-Language") ContentLanguage: ContentLanguage
    @httpHeader("Content-Type") ContentType: ContentType
    @httpHeader("Content-Range") ContentRange: ContentRange
    @httpHeader("Expires") Expires: Expires
    @httpHeader("x-amz-website-redirect-location") WebsiteRedirectLocation: WebsiteRedirectLocation
    @httpHeader("x-amz-server-side-encryption") ServerSideEncryption: ServerSideEncryption
    @httpPrefixHeaders("x-amz-meta-") Metadata: Metadata
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id") SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: BucketKeyEnabled
    @httpHeader("x-amz-storage-class") StorageClass: StorageClass
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
    @httpHeader("x-amz-replication-status") ReplicationStatus: ReplicationStatus
    @httpHeader("x-amz-mp-parts-count") PartsCount: PartsCount
    @httpHeader("x-amz-tagging-count") TagCount: TagCount
    @httpHeader("x-amz-object-lock-mode") ObjectLockMode: ObjectLockMode
    @httpHeader("x-amz-object-lock-retain-until-date")
    ObjectLockRetainUntilDate: ObjectLockRetainUntilDate
    @httpHeader("x-amz-object-lock-legal-hold") ObjectLockLegalHoldStatus: ObjectLockLegalHoldStatus
}

structure HeadObjectRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("If-Match") IfMatch: IfMatch
    @httpHeader("If-Modified-Since") IfModifiedSince: IfModifiedSince
    @httpHeader("If-None-Match") IfNoneMatch: IfNoneMatch
    @httpHeader("If-Unmodified-Since") IfUnmodifiedSince: IfUnmodifiedSince
    @required @httpLabel Key: ObjectKey
    @httpHeader("Range") Range: Range
    @httpQuery("response-cache-control") ResponseCacheControl: ResponseCacheControl
    @httpQuery("response-content-disposition")
    ResponseContentDisposition: ResponseContentDisposition
    @httpQuery("response-content-encoding") ResponseContentEncoding: ResponseContentEncoding
    @httpQuery("response-content-language") ResponseContentLanguage: ResponseContentLanguage
    @httpQuery("response-content-type") ResponseContentType: ResponseContentType
    @httpQuery("response-expires") ResponseExpires: ResponseExpires
    @httpQuery("versionId") VersionId: ObjectVersionId
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-server-side-encryption-customer-key") SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpQuery("partNumber") PartNumber: PartNumber
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("x-amz-checksum-mode") ChecksumMode: ChecksumMode
}

@error("client")
@httpError(400)
structure IdempotencyParameterMismatch {}

structure IndexDocument {
    @required Suffix: Suffix
}

structure Initiator {
    ID: ID
    DisplayName: DisplayName
}

structure InputSerialization {
    CSV: CSVInput
    CompressionType: CompressionType
    JSON: JSONInput
    Parquet: ParquetInput
}

structure IntelligentTieringAndOperator {
    Prefix: Prefix
    @xmlName("Tag") @xmlFlattened Tags: TagSet
}

structure IntelligentTieringConfiguration {
    @required Id: IntelligentTieringId
    Filter: IntelligentTieringFilter
    @required Status: IntelligentTieringStatus
    @required @xmlName("Tiering") @xmlFlattened Tierings: TieringList
}

structure IntelligentTieringFilter {
    Prefix: Prefix
    Tag: Tag
    And: IntelligentTieringAndOperator
}

@error("client")
@httpError(403)
structure InvalidObjectState {
    StorageClass: StorageClass
    AccessTier: IntelligentTieringAccessTier
}

@error("client")
@httpError(400)
structure InvalidRequest {}

@error("client")
@httpError(400)
structure InvalidWriteOffset {}

structure InventoryConfiguration {
    @required Destination: InventoryDestination
    @required IsEnabled: IsEnabled
    Filter: InventoryFilter
    @required Id: InventoryId
    @required IncludedObjectVersions: InventoryIncludedObjectVersions
    OptionalFields: InventoryOptionalFields
    @required Schedule: InventorySchedule
}

structure InventoryDestination {
    @required S3BucketDestination: InventoryS3BucketDestination
}

structure InventoryEncryption {
    @xmlName("SSE-S3") SSES3: SSES3
    @xmlName("SSE-KMS") SSEKMS: SSEKMS
}

structure InventoryFilter {
    @required Prefix: Prefix
}

structure InventoryS3BucketDestination {
    AccountId: AccountId
    @required Bucket: BucketName
    @required Format: InventoryFormat
    Prefix: Prefix
    Encryption: InventoryEncryption
}

structure InventorySchedule {
    @required Frequency: InventoryFrequency
}

structure InventoryTableConfiguration {
    @required ConfigurationState: InventoryConfigurationState
    EncryptionConfiguration: MetadataTableEncryptionConfiguration
}

structure InventoryTableConfigurationResult {
    @required ConfigurationState: InventoryConfigurationState
    TableStatus: MetadataTableStatus
    Error: ErrorDetails
    TableName: S3TablesName
    TableArn: S3TablesArn
}

structure InventoryTableConfigurationUpdates {
    @required ConfigurationState: InventoryConfigurationState
    EncryptionConfiguration: MetadataTableEncryptionConfiguration
}

structure JSONInput {
    Type: JSONType
}

structure JSONOutput {
    RecordDelimiter: RecordDelimiter
}

structure JournalTableConfiguration {
    @required RecordExpiration: RecordExpiration
    EncryptionConfiguration: MetadataTableEncryptionConfiguration
}

structure JournalTableConfigurationResult {
    @required TableStatus: MetadataTableStatus
    Error: ErrorDetails
    @required TableName: S3TablesName
    TableArn: S3TablesArn
    @required RecordExpiration: RecordExpiration
}

structure JournalTableConfigurationUpdates {
    @required RecordExpiration: RecordExpiration
}

structure LambdaFunctionConfiguration {
    Id: NotificationId
    @required @xmlName("CloudFunction") LambdaFunctionArn: LambdaFunctionArn
    @required @xmlName("Event") @xmlFlattened Events: EventList
    Filter: NotificationConfigurationFilter
}

structure LifecycleConfiguration {
    @required @xmlName("Rule") @xmlFlattened Rules: Rules
}

structure LifecycleExpiration {
    Date: Date
    Days: Days
    ExpiredObjectDeleteMarker: ExpiredObjectDeleteMarker
}

structure LifecycleRule {
    Expiration: LifecycleExpiration
    ID: ID
    @deprecated Prefix: Prefix
    Filter: LifecycleRuleFilter
    @required Status: ExpirationStatus
    @xmlName("Transition") @xmlFlattened Transitions: TransitionList
    @xmlName("NoncurrentVersionTransition") @xmlFlattened
    NoncurrentVersionTransitions: NoncurrentVersionTransitionList
    NoncurrentVersionExpiration: NoncurrentVersionExpiration
    AbortIncompleteMultipartUpload: AbortIncompleteMultipartUpload
}

structure LifecycleRuleAndOperator {
    Prefix: Prefix
    @xmlName("Tag") @xmlFlattened Tags: TagSet
    ObjectSizeGreaterThan: ObjectSizeGreaterThanBytes
    ObjectSizeLessThan: ObjectSizeLessThanBytes
}

structure LifecycleRuleFilter {
    Prefix: Prefix
    Tag: Tag
    ObjectSizeGreaterThan: ObjectSizeGreaterThanBytes
    ObjectSizeLessThan: ObjectSizeLessThanBytes
    And: LifecycleRuleAndOperator
}

structure ListBucketAnalyticsConfigurationsOutput {
    IsTruncated: IsTruncated
    ContinuationToken: Token
    NextContinuationToken: NextToken
    @xmlName("AnalyticsConfiguration") @xmlFlattened
    AnalyticsConfigurationList: AnalyticsConfigurationList
}

structure ListBucketAnalyticsConfigurationsRequest {
    @required @httpLabel Bucket: BucketName
    @httpQuery("continuation-token") ContinuationToken: Token
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure ListBucketIntelligentTieringConfigurationsOutput {
    IsTruncated: IsTruncated
    ContinuationToken: Token
    NextContinuationToken: NextToken
    @xmlName("IntelligentTieringConfiguration") @xmlFlattened
    IntelligentTieringConfigurationList: IntelligentTieringConfigurationList
}

structure ListBucketIntelligentTieringConfigurationsRequest {
    @required @httpLabel Bucket: BucketName
    @httpQuery("continuation-token") ContinuationToken: Token
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure ListBucketInventoryConfigurationsOutput {
    ContinuationToken: Token
    @xmlName("InventoryConfiguration") @xmlFlattened
    InventoryConfigurationList: InventoryConfigurationList
    IsTruncated: IsTruncated
    NextContinuationToken: NextToken
}

structure ListBucketInventoryConfigurationsRequest {
    @required @httpLabel Bucket: BucketName
    @httpQuery("continuation-token") ContinuationToken: Token
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure ListBucketMetricsConfigurationsOutput {
    IsTruncated: IsTruncated
    ContinuationToken: Token
    NextContinuationToken: NextToken
    @xmlName("MetricsConfiguration") @xmlFlattened
    MetricsConfigurationList: MetricsConfigurationList
}

structure ListBucketMetricsConfigurationsRequest {
    @required @httpLabel Bucket: BucketName
    @httpQuery("continuation-token") ContinuationToken: Token
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure ListBucketsOutput {
    Buckets: Buckets
    Owner: Owner
    ContinuationToken: NextToken
    Prefix: Prefix
}

structure ListBucketsRequest {
    @httpQuery("max-buckets") MaxBuckets: MaxBuckets
    @httpQuery("continuation-token") ContinuationToken: Token
    @httpQuery("prefix") Prefix: Prefix
    @httpQuery("bucket-region") BucketRegion: BucketRegion
}

structure ListDirectoryBucketsOutput {
    Buckets: Buckets
    ContinuationToken: DirectoryBucketToken
}

structure ListDirectoryBucketsRequest {
    @httpQuery("continuation-token") ContinuationToken: DirectoryBucketToken
    @httpQuery("max-directory-buckets") MaxDirectoryBuckets: MaxDirectoryBuckets
}

structure ListMultipartUploadsOutput {
    Bucket: BucketName
    KeyMarker: KeyMarker
    UploadIdMarker: UploadIdMarker
    NextKeyMarker: NextKeyMarker
    Prefix: Prefix
    Delimiter: Delimiter
    NextUploadIdMarker: NextUploadIdMarker
    MaxUploads: MaxUploads
    IsTruncated: IsTruncated
    @xmlName("Upload") @xmlFlattened Uploads: MultipartUploadList
    @xmlFlattened CommonPrefixes: CommonPrefixList
    EncodingType: EncodingType
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure ListMultipartUploadsRequest {
    @required @httpLabel Bucket: BucketName
    @httpQuery("delimiter") Delimiter: Delimiter
    @httpQuery("encoding-type") EncodingType: EncodingType
    @httpQuery("key-marker") KeyMarker: KeyMarker
    @httpQuery("max-uploads") MaxUploads: MaxUploads
    @httpQuery("prefix") Prefix: Prefix
    @httpQuery("upload-id-marker") UploadIdMarker: UploadIdMarker
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
}

structure ListObjectVersionsOutput {
    IsTruncated: IsTruncated
    KeyMarker: KeyMarker
    VersionIdMarker: VersionIdMarker
    NextKeyMarker: NextKeyMarker
    NextVersionIdMarker: NextVersionIdMarker
    @xmlName("Version") @xmlFlattened Versions: ObjectVersionList
    @xmlName("DeleteMarker") @xmlFlattened DeleteMarkers: DeleteMarkers
    Name: BucketName
    Prefix: Prefix
    Delimiter: Delimiter
    MaxKeys: MaxKeys
    @xmlFlattened CommonPrefixes: CommonPrefixList
    EncodingType: EncodingType
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure ListObjectVersionsRequest {
    @required @httpLabel Bucket: BucketName
    @httpQuery("delimiter") Delimiter: Delimiter
    @httpQuery("encoding-type") EncodingType: EncodingType
    @httpQuery("key-marker") KeyMarker: KeyMarker
    @httpQuery("max-keys") MaxKeys: MaxKeys
    @httpQuery("prefix") Prefix: Prefix
    @httpQuery("version-id-marker") VersionIdMarker: VersionIdMarker
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-optional-object-attributes")
    OptionalObjectAttributes: OptionalObjectAttributesList
}

structure ListObjectsOutput {
    IsTruncated: IsTruncated
    Marker: Marker
    NextMarker: NextMarker
    @xmlFlattened Contents: ObjectList
    Name: BucketName
    Prefix: Prefix
    Delimiter: Delimiter
    MaxKeys: MaxKeys
    @xmlFlattened CommonPrefixes: CommonPrefixList
    EncodingType: EncodingType
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure ListObjectsRequest {
    @required @httpLabel Bucket: BucketName
    @httpQuery("delimiter") Delimiter: Delimiter
    @httpQuery("encoding-type") EncodingType: EncodingType
    @httpQuery("marker") Marker: Marker
    @httpQuery("max-keys") MaxKeys: MaxKeys
    @httpQuery("prefix") Prefix: Prefix
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("x-amz-optional-object-attributes")
    OptionalObjectAttributes: OptionalObjectAttributesList
}

structure ListObjectsV2Output {
    IsTruncated: IsTruncated
    @xmlFlattened Contents: ObjectList
    Name: BucketName
    Prefix: Prefix
    Delimiter: Delimiter
    MaxKeys: MaxKeys
    @xmlFlattened CommonPrefixes: CommonPrefixList
    EncodingType: EncodingType
    KeyCount: KeyCount
    ContinuationToken: Token
    NextContinuationToken: NextToken
    StartAfter: StartAfter
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure ListObjectsV2Request {
    @required @httpLabel Bucket: BucketName
    @httpQuery("delimiter") Delimiter: Delimiter
    @httpQuery("encoding-type") EncodingType: EncodingType
    @httpQuery("max-keys") MaxKeys: MaxKeys
    @httpQuery("prefix") Prefix: Prefix
    @httpQuery("continuation-token") ContinuationToken: Token
    @httpQuery("fetch-owner") FetchOwner: FetchOwner
    @httpQuery("start-after") StartAfter: StartAfter
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("x-amz-optional-object-attributes")
    OptionalObjectAttributes: OptionalObjectAttributesList
}

structure ListPartsOutput {
    @httpHeader("x-amz-abort-date") AbortDate: AbortDate
    @httpHeader("x-amz-abort-rule-id") AbortRuleId: AbortRuleId
    Bucket: BucketName
    Key: ObjectKey
    UploadId: MultipartUploadId
    PartNumberMarker: PartNumberMarker
    NextPartNumberMarker: NextPartNumberMarker
    MaxParts: MaxParts
    IsTruncated: IsTruncated
    @xmlName("Part") @xmlFlattened Parts: Parts
    Initiator: Initiator
    Owner: Owner
    StorageClass: StorageClass
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
    ChecksumAlgorithm: ChecksumAlgorithm
    ChecksumType: ChecksumType
}

structure ListPartsRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpLabel Key: ObjectKey
    @httpQuery("max-parts") MaxParts: MaxParts
    @httpQuery("part-number-marker") PartNumberMarker: PartNumberMarker
    @required @httpQuery("uploadId") UploadId: MultipartUploadId
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-server-side-encryption-customer-key") SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
}

structure LocationInfo {
    Type: LocationType
    Name: LocationNameAsString
}

structure LoggingEnabled {
    @required TargetBucket: TargetBucket
    TargetGrants: TargetGrants
    @required TargetPrefix: TargetPrefix
    TargetObjectKeyFormat: TargetObjectKeyFormat
}

structure MetadataConfiguration {
    @required JournalTableConfiguration: JournalTableConfiguration
    InventoryTableConfiguration: InventoryTableConfiguration
}

structure MetadataConfigurationResult {
    @required DestinationResult: DestinationResult
    JournalTableConfigurationResult: JournalTableConfigurationResult
    InventoryTableConfigurationResult: InventoryTableConfigurationResult
}

structure MetadataEntry {
    Name: MetadataKey
    Value: MetadataValue
}

structure MetadataTableConfiguration {
    @required S3TablesDestination: S3TablesDestination
}

structure MetadataTableConfigurationResult {
    @required S3TablesDestinationResult: S3TablesDestinationResult
}

structure MetadataTableEncryptionConfiguration {
    @required SseAlgorithm: TableSseAlgorithm
    KmsKeyArn: KmsKeyArn
}

structure Metrics {
    @required Status: MetricsStatus
    EventThreshold: ReplicationTimeValue
}

structure MetricsAndOperator {
    Prefix: Prefix
    @xmlName("Tag") @xmlFlattened Tags: TagSet
    AccessPointArn: AccessPointArn
}

structure MetricsConfiguration {
    @required Id: MetricsId
    Filter: MetricsFilter
}

structure MetricsFilter {
    Prefix: Prefix
    Tag: Tag
    AccessPointArn: AccessPointArn
    And: MetricsAndOperator
}

structure MultipartUpload {
    UploadId: MultipartUploadId
    Key: ObjectKey
    Initiated: Initiated
    StorageClass: StorageClass
    Owner: Owner
    Initiator: Initiator
    ChecksumAlgorithm: ChecksumAlgorithm
    ChecksumType: ChecksumType
}

@error("client")
@httpError(404)
structure NoSuchBucket {}

@error("client")
@httpError(404)
structure NoSuchKey {}

@error("client")
@httpError(404)
structure NoSuchUpload {}

structure NoncurrentVersionExpiration {
    NoncurrentDays: Days
    NewerNoncurrentVersions: VersionCount
}

structure NoncurrentVersionTransition {
    NoncurrentDays: Days
    StorageClass: TransitionStorageClass
    NewerNoncurrentVersions: VersionCount
}

structure NotificationConfiguration {
    @xmlName("TopicConfiguration") @xmlFlattened TopicConfigurations: TopicConfigurationList
    @xmlName("QueueConfiguration") @xmlFlattened QueueConfigurations: QueueConfigurationList
    @xmlName("CloudFunctionConfiguration") @xmlFlattened
    LambdaFunctionConfigurations: LambdaFunctionConfigurationList
    EventBridgeConfiguration: EventBridgeConfiguration
}

structure NotificationConfigurationDeprecated {
    TopicConfiguration: TopicConfigurationDeprecated
    QueueConfiguration: QueueConfigurationDeprecated
    CloudFunctionConfiguration: CloudFunctionConfiguration
}

structure NotificationConfigurationFilter {
    @xmlName("S3Key") Key: S3KeyFilter
}

structure Object {
    Key: ObjectKey
    LastModified: LastModified
    ETag: ETag
    @xmlFlattened ChecksumAlgorithm: ChecksumAlgorithmList
    ChecksumType: ChecksumType
    Size: Size
    StorageClass: ObjectStorageClass
    Owner: Owner
    RestoreStatus: RestoreStatus
}

@error("client")
@httpError(403)
structure ObjectAlreadyInActiveTierError {}

union ObjectEncryption {
    @xmlName("SSE-KMS") SSEKMS: SSEKMSEncryption
}

structure ObjectIdentifier {
    @required Key: ObjectKey
    VersionId: ObjectVersionId
    ETag: ETag
    LastModifiedTime: LastModifiedTime
    Size: Size
}

structure ObjectLockConfiguration {
    ObjectLockEnabled: ObjectLockEnabled
    Rule: ObjectLockRule
}

structure ObjectLockLegalHold {
    Status: ObjectLockLegalHoldStatus
}

structure ObjectLockRetention {
    Mode: ObjectLockRetentionMode
    RetainUntilDate: Date
}

structure ObjectLockRule {
    DefaultRetention: DefaultRetention
}

@error("client")
@httpError(403)
structure ObjectNotInActiveTierError {}

structure ObjectPart {
    PartNumber: PartNumber
    Size: Size
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

structure ObjectVersion {
    ETag: ETag
    @xmlFlattened ChecksumAlgorithm: ChecksumAlgorithmList
    ChecksumType: ChecksumType
    Size: Size
    StorageClass: ObjectVersionStorageClass
    Key: ObjectKey
    VersionId: ObjectVersionId
    IsLatest: IsLatest
    LastModified: LastModified
    Owner: Owner
    RestoreStatus: RestoreStatus
}

structure OutputLocation {
    S3: S3Location
}

structure OutputSerialization {
    CSV: CSVOutput
    JSON: JSONOutput
}

structure Owner {
    DisplayName: DisplayName
    ID: ID
}

structure OwnershipControls {
    @required @xmlName("Rule") @xmlFlattened Rules: OwnershipControlsRules
}

structure OwnershipControlsRule {
    @required ObjectOwnership: ObjectOwnership
}

structure ParquetInput {}

structure Part {
    PartNumber: PartNumber
    LastModified: LastModified
    ETag: ETag
    Size: Size
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

@xmlName("PartitionedPrefix")
structure PartitionedPrefix {
    PartitionDateSource: PartitionDateSource
}

structure PolicyStatus {
    IsPublic: IsPublic
}

structure Progress {
    BytesScanned: BytesScanned
    BytesProcessed: BytesProcessed
    BytesReturned: BytesReturned
}

structure ProgressEvent {
    @eventPayload Details: Progress
}

structure PublicAccessBlockConfiguration {
    BlockPublicAcls: Setting
    IgnorePublicAcls: Setting
    BlockPublicPolicy: Setting
    RestrictPublicBuckets: Setting
}

structure PutBucketAbacRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    AbacStatus: AbacStatus
}

structure PutBucketAccelerateConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    AccelerateConfiguration: AccelerateConfiguration
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
}

structure PutBucketAclRequest {
    @httpHeader("x-amz-acl") ACL: BucketCannedACL
    @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    AccessControlPolicy: AccessControlPolicy
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-grant-full-control") GrantFullControl: GrantFullControl
    @httpHeader("x-amz-grant-read") GrantRead: GrantRead
    @httpHeader("x-amz-grant-read-acp") GrantReadACP: GrantReadACP
    @httpHeader("x-amz-grant-write") GrantWrite: GrantWrite
    @httpHeader("x-amz-grant-write-acp") GrantWriteACP: GrantWriteACP
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutBucketAnalyticsConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpQuery("id") Id: AnalyticsId
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    AnalyticsConfiguration: AnalyticsConfiguration
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutBucketCorsRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    CORSConfiguration: CORSConfiguration
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutBucketEncryptionRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    ServerSideEncryptionConfiguration: ServerSideEncryptionConfiguration
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutBucketIntelligentTieringConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpQuery("id") Id: IntelligentTieringId
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    IntelligentTieringConfiguration: IntelligentTieringConfiguration
}

structure PutBucketInventoryConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpQuery("id") Id: InventoryId
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    InventoryConfiguration: InventoryConfiguration
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutBucketLifecycleConfigurationOutput {
    @httpHeader("x-amz-transition-default-minimum-object-size")
    TransitionDefaultMinimumObjectSize: TransitionDefaultMinimumObjectSize
}

structure PutBucketLifecycleConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    LifecycleConfiguration: BucketLifecycleConfiguration
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("x-amz-transition-default-minimum-object-size")
    TransitionDefaultMinimumObjectSize: TransitionDefaultMinimumObjectSize
}

structure PutBucketLifecycleRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    LifecycleConfiguration: LifecycleConfiguration
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutBucketLoggingRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    BucketLoggingStatus: BucketLoggingStatus
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutBucketMetricsConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpQuery("id") Id: MetricsId
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    MetricsConfiguration: MetricsConfiguration
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutBucketNotificationConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    NotificationConfiguration: NotificationConfiguration
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("x-amz-skip-destination-validation") SkipDestinationValidation: SkipValidation
}

structure PutBucketNotificationRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    NotificationConfiguration: NotificationConfigurationDeprecated
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutBucketOwnershipControlsRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    OwnershipControls: OwnershipControls
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
}

structure PutBucketPolicyRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-confirm-remove-self-bucket-access")
    ConfirmRemoveSelfBucketAccess: ConfirmRemoveSelfBucketAccess
    @required @httpPayload Policy: Policy
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutBucketReplicationRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    ReplicationConfiguration: ReplicationConfiguration
    @httpHeader("x-amz-bucket-object-lock-token") Token: ObjectLockToken
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutBucketRequestPaymentRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    RequestPaymentConfiguration: RequestPaymentConfiguration
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutBucketTaggingRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    Tagging: Tagging
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutBucketVersioningRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-mfa") MFA: MFA
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    VersioningConfiguration: VersioningConfiguration
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutBucketWebsiteRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    WebsiteConfiguration: WebsiteConfiguration
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutObjectAclOutput {
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure PutObjectAclRequest {
    @httpHeader("x-amz-acl") ACL: ObjectCannedACL
    @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    AccessControlPolicy: AccessControlPolicy
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-grant-full-control") GrantFullControl: GrantFullControl
    @httpHeader("x-amz-grant-read") GrantRead: GrantRead
    @httpHeader("x-amz-grant-read-acp") GrantReadACP: GrantReadACP
    @httpHeader("x-amz-grant-write") GrantWrite: GrantWrite
    @httpHeader("x-amz-grant-write-acp") GrantWriteACP: GrantWriteACP
    @required @httpLabel Key: ObjectKey
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpQuery("versionId") VersionId: ObjectVersionId
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutObjectLegalHoldOutput {
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure PutObjectLegalHoldRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpLabel Key: ObjectKey
    @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    LegalHold: ObjectLockLegalHold
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpQuery("versionId") VersionId: ObjectVersionId
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutObjectLockConfigurationOutput {
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure PutObjectLockConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    ObjectLockConfiguration: ObjectLockConfiguration
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-bucket-object-lock-token") Token: ObjectLockToken
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutObjectOutput {
    @httpHeader("x-amz-expiration") Expiration: Expiration
    @httpHeader("ETag") ETag: ETag
    @httpHeader("x-amz-checksum-crc32") ChecksumCRC32: ChecksumCRC32
    @httpHeader("x-amz-checksum-crc32c") ChecksumCRC32C: ChecksumCRC32C
    @httpHeader("x-amz-checksum-crc64nvme") ChecksumCRC64NVME: ChecksumCRC64NVME
    @httpHeader("x-amz-checksum-sha1") ChecksumSHA1: ChecksumSHA1
    @httpHeader("x-amz-checksum-sha256") ChecksumSHA256: ChecksumSHA256
    @httpHeader("x-amz-checksum-sha512") ChecksumSHA512: ChecksumSHA512
    @httpHeader("x-amz-checksum-md5") ChecksumMD5: ChecksumMD5
    @httpHeader("x-amz-checksum-xxhash64") ChecksumXXHASH64: ChecksumXXHASH64
    @httpHeader("x-amz-checksum-xxhash3") ChecksumXXHASH3: ChecksumXXHASH3
    @httpHeader("x-amz-checksum-xxhash128") ChecksumXXHASH128: ChecksumXXHASH128
    @httpHeader("x-amz-checksum-type") ChecksumType: ChecksumType
    @httpHeader("x-amz-server-side-encryption") ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-version-id") VersionId: ObjectVersionId
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id") SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-context")
    SSEKMSEncryptionContext: SSEKMSEncryptionContext
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: BucketKeyEnabled
    @httpHeader("x-amz-object-size") Size: Size
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure PutObjectRequest {
    @httpHeader("x-amz-acl") ACL: ObjectCannedACL
    @httpPayload Body: StreamingBlob
    @required @httpLabel Bucket: BucketName
    @httpHeader("Cache-Control") CacheControl: CacheControl
    @httpHeader("Content-Disposition") ContentDisposition: ContentDisposition
    @httpHeader("Content-Encoding") ContentEncoding: ContentEncoding
    @httpHeader("Content-Language") ContentLanguage: ContentLanguage
    @httpHeader("Content-Length") ContentLength: ContentLength
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("Content-Type") ContentType: ContentType
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-checksum-crc32") ChecksumCRC32: ChecksumCRC32
    @httpHeader("x-amz-checksum-crc32c") ChecksumCRC32C: ChecksumCRC32C
    @httpHeader("x-amz-checksum-crc64nvme") ChecksumCRC64NVME: ChecksumCRC64NVME
    @httpHeader("x-amz-checksum-sha1") ChecksumSHA1: ChecksumSHA1
    @httpHeader("x-amz-checksum-sha256") ChecksumSHA256: ChecksumSHA256
    @httpHeader("x-amz-checksum-sha512") ChecksumSHA512: ChecksumSHA512
    @httpHeader("x-amz-checksum-md5") ChecksumMD5: ChecksumMD5
    @httpHeader("x-amz-checksum-xxhash64") ChecksumXXHASH64: ChecksumXXHASH64
    @httpHeader("x-amz-checksum-xxhash3") ChecksumXXHASH3: ChecksumXXHASH3
    @httpHeader("x-amz-checksum-xxhash128") ChecksumXXHASH128: ChecksumXXHASH128
    @httpHeader("Expires") Expires: Expires
    @httpHeader("If-Match") IfMatch: IfMatch
    @httpHeader("If-None-Match") IfNoneMatch: IfNoneMatch
    @httpHeader("x-amz-grant-full-control") GrantFullControl: GrantFullControl
    @httpHeader("x-amz-grant-read") GrantRead: GrantRead
    @httpHeader("x-amz-grant-read-acp") GrantReadACP: GrantReadACP
    @httpHeader("x-amz-grant-write-acp") GrantWriteACP: GrantWriteACP
    @required @httpLabel Key: ObjectKey
    @httpHeader("x-amz-write-offset-bytes") WriteOffsetBytes: WriteOffsetBytes
    @httpPrefixHeaders("x-amz-meta-") Metadata: Metadata
    @httpHeader("x-amz-server-side-encryption") ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-storage-class") StorageClass: StorageClass
    @httpHeader("x-amz-website-redirect-location") WebsiteRedirectLocation: WebsiteRedirectLocation
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-server-side-encryption-customer-key") SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id") SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-context")
    SSEKMSEncryptionContext: SSEKMSEncryptionContext
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: BucketKeyEnabled
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-tagging") Tagging: TaggingHeader
    @httpHeader("x-amz-object-lock-mode") ObjectLockMode: ObjectLockMode
    @httpHeader("x-amz-object-lock-retain-until-date")
    ObjectLockRetainUntilDate: ObjectLockRetainUntilDate
    @httpHeader("x-amz-object-lock-legal-hold") ObjectLockLegalHoldStatus: ObjectLockLegalHoldStatus
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutObjectRetentionOutput {
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure PutObjectRetentionRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpLabel Key: ObjectKey
    @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    Retention: ObjectLockRetention
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpQuery("versionId") VersionId: ObjectVersionId
    @httpHeader("x-amz-bypass-governance-retention")
    BypassGovernanceRetention: BypassGovernanceRetention
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure PutObjectTaggingOutput {
    @httpHeader("x-amz-version-id") VersionId: ObjectVersionId
}

structure PutObjectTaggingRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpLabel Key: ObjectKey
    @httpQuery("versionId") VersionId: ObjectVersionId
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    Tagging: Tagging
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
}

structure PutPublicAccessBlockRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    PublicAccessBlockConfiguration: PublicAccessBlockConfiguration
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure QueueConfiguration {
    Id: NotificationId
    @required @xmlName("Queue") QueueArn: QueueArn
    @required @xmlName("Event") @xmlFlattened Events: EventList
    Filter: NotificationConfigurationFilter
}

structure QueueConfigurationDeprecated {
    Id: NotificationId
    @deprecated Event: Event
    @xmlName("Event") @xmlFlattened Events: EventList
    Queue: QueueArn
}

structure RecordExpiration {
    @required Expiration: ExpirationState
    Days: RecordExpirationDays
}

structure RecordsEvent {
    @eventPayload Payload: Body
}

structure Redirect {
    HostName: HostName
    HttpRedirectCode: HttpRedirectCode
    Protocol: Protocol
    ReplaceKeyPrefixWith: ReplaceKeyPrefixWith
    ReplaceKeyWith: ReplaceKeyWith
}

structure RedirectAllRequestsTo {
    @required HostName: HostName
    Protocol: Protocol
}

structure RenameObjectOutput {}

structure RenameObjectRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpLabel Key: ObjectKey
    @required @httpHeader("x-amz-rename-source") RenameSource: RenameSource
    @httpHeader("If-Match") DestinationIfMatch: IfMatch
    @httpHeader("If-None-Match") DestinationIfNoneMatch: IfNoneMatch
    @httpHeader("If-Modified-Since") DestinationIfModifiedSince: IfModifiedSince
    @httpHeader("If-Unmodified-Since") DestinationIfUnmodifiedSince: IfUnmodifiedSince
    @httpHeader("x-amz-rename-source-if-match") SourceIfMatch: RenameSourceIfMatch
    @httpHeader("x-amz-rename-source-if-none-match") SourceIfNoneMatch: RenameSourceIfNoneMatch
    @httpHeader("x-amz-rename-source-if-modified-since")
    SourceIfModifiedSince: RenameSourceIfModifiedSince
    @httpHeader("x-amz-rename-source-if-unmodified-since")
    SourceIfUnmodifiedSince: RenameSourceIfUnmodifiedSince
    @httpHeader("x-amz-client-token") @idempotencyToken ClientToken: ClientToken
}

structure ReplicaModifications {
    @required Status: ReplicaModificationsStatus
}

structure ReplicationConfiguration {
    @required Role: Role
    @required @xmlName("Rule") @xmlFlattened Rules: ReplicationRules
}

structure ReplicationRule {
    ID: ID
    Priority: Priority
    @deprecated Prefix: Prefix
    Filter: ReplicationRuleFilter
    @required Status: ReplicationRuleStatus
    SourceSelectionCriteria: SourceSelectionCriteria
    ExistingObjectReplication: ExistingObjectReplication
    @required Destination: Destination
    DeleteMarkerReplication: DeleteMarkerReplication
}

structure ReplicationRuleAndOperator {
    Prefix: Prefix
    @xmlName("Tag") @xmlFlattened Tags: TagSet
}

structure ReplicationRuleFilter {
    Prefix: Prefix
    Tag: Tag
    And: ReplicationRuleAndOperator
}

structure ReplicationTime {
    @required Status: ReplicationTimeStatus
    @required Time: ReplicationTimeValue
}

structure ReplicationTimeValue {
    Minutes: Minutes
}

structure RequestPaymentConfiguration {
    @required Payer: Payer
}

structure RequestProgress {
    Enabled: EnableRequestProgress
}

structure RestoreObjectOutput {
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
    @httpHeader("x-amz-restore-output-path") RestoreOutputPath: RestoreOutputPath
}

structure RestoreObjectRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpLabel Key: ObjectKey
    @httpQuery("versionId") VersionId: ObjectVersionId
    @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    RestoreRequest: RestoreRequest
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure RestoreRequest {
    Days: Days
    GlacierJobParameters: GlacierJobParameters
    Type: RestoreRequestType
    Tier: Tier
    Description: Description
    SelectParameters: SelectParameters
    OutputLocation: OutputLocation
}

structure RestoreStatus {
    IsRestoreInProgress: IsRestoreInProgress
    RestoreExpiryDate: RestoreExpiryDate
}

structure RoutingRule {
    Condition: Condition
    @required Redirect: Redirect
}

structure Rule {
    Expiration: LifecycleExpiration
    ID: ID
    @required Prefix: Prefix
    @required Status: ExpirationStatus
    Transition: Transition
    NoncurrentVersionTransition: NoncurrentVersionTransition
    NoncurrentVersionExpiration: NoncurrentVersionExpiration
    AbortIncompleteMultipartUpload: AbortIncompleteMultipartUpload
}

structure S3KeyFilter {
    @xmlName("FilterRule") @xmlFlattened FilterRules: FilterRuleList
}

structure S3Location {
    @required BucketName: BucketName
    @required Prefix: LocationPrefix
    Encryption: Encryption
    CannedACL: ObjectCannedACL
    AccessControlList: Grants
    Tagging: Tagging
    UserMetadata: UserMetadata
    StorageClass: StorageClass
}

structure S3TablesDestination {
    @required TableBucketArn: S3TablesBucketArn
    @required TableName: S3TablesName
}

structure S3TablesDestinationResult {
    @required TableBucketArn: S3TablesBucketArn
    @required TableName: S3TablesName
    @required TableArn: S3TablesArn
    @required TableNamespace: S3TablesNamespace
}

@xmlName("SSE-KMS")
structure SSEKMS {
    @required KeyId: SSEKMSKeyId
}

@xmlName("SSE-KMS")
structure SSEKMSEncryption {
    @required KMSKeyArn: NonEmptyKmsKeyArnString
    BucketKeyEnabled: BucketKeyEnabled
}

@xmlName("SSE-S3")
structure SSES3 {}

structure ScanRange {
    Start: Start
    End: End
}

@streaming
union SelectObjectContentEventStream {
    Records: RecordsEvent
    Stats: StatsEvent
    Progress: ProgressEvent
    Cont: ContinuationEvent
    End: EndEvent
}

structure SelectObjectContentOutput {
    @httpPayload Payload: SelectObjectContentEventStream
}

@xmlName("SelectObjectContentRequest")
@xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
structure SelectObjectContentRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpLabel Key: ObjectKey
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-server-side-encryption-customer-key") SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
    @required Expression: Expression
    @required ExpressionType: ExpressionType
    RequestProgress: RequestProgress
    @required InputSerialization: InputSerialization
    @required OutputSerialization: OutputSerialization
    ScanRange: ScanRange
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure SelectParameters {
    @required InputSerialization: InputSerialization
    @required ExpressionType: ExpressionType
    @required Expression: Expression
    @required OutputSerialization: OutputSerialization
}

structure ServerSideEncryptionByDefault {
    @required SSEAlgorithm: ServerSideEncryption
    KMSMasterKeyID: SSEKMSKeyId
}

structure ServerSideEncryptionConfiguration {
    @required @xmlName("Rule") @xmlFlattened Rules: ServerSideEncryptionRules
}

structure ServerSideEncryptionRule {
    ApplyServerSideEncryptionByDefault: ServerSideEncryptionByDefault
    BucketKeyEnabled: BucketKeyEnabled
    BlockedEncryptionTypes: BlockedEncryptionTypes
}

structure SessionCredentials {
    @required AccessKeyId: AccessKeyIdValue
    @required SecretAccessKey: SessionCredentialValue
    @required SessionToken: SessionCredentialValue
    @required Expiration: SessionExpiration
}

@xmlName("SimplePrefix")
structure SimplePrefix {}

structure SourceSelectionCriteria {
    SseKmsEncryptedObjects: SseKmsEncryptedObjects
    ReplicaModifications: ReplicaModifications
}

structure SseKmsEncryptedObjects {
    @required Status: SseKmsEncryptedObjectsStatus
}

structure Stats {
    BytesScanned: BytesScanned
    BytesProcessed: BytesProcessed
    BytesReturned: BytesReturned
}

structure StatsEvent {
    @eventPayload Details: Stats
}

structure StorageClassAnalysis {
    DataExport: StorageClassAnalysisDataExport
}

structure StorageClassAnalysisDataExport {
    @required OutputSchemaVersion: StorageClassAnalysisSchemaVersion
    @required Destination: AnalyticsExportDestination
}

structure Tag {
    @required Key: ObjectKey
    @required Value: Value
}

structure Tagging {
    @required TagSet: TagSet
}

structure TargetGrant {
    Grantee: Grantee
    Permission: BucketLogsPermission
}

structure TargetObjectKeyFormat {
    SimplePrefix: SimplePrefix
    PartitionedPrefix: PartitionedPrefix
}

structure Tiering {
    @required Days: IntelligentTieringDays
    @required AccessTier: IntelligentTieringAccessTier
}

@error("client")
@httpError(400)
structure TooManyParts {}

structure TopicConfiguration {
    Id: NotificationId
    @required @xmlName("Topic") TopicArn: TopicArn
    @required @xmlName("Event") @xmlFlattened Events: EventList
    Filter: NotificationConfigurationFilter
}

structure TopicConfigurationDeprecated {
    Id: NotificationId
    @xmlName("Event") @xmlFlattened Events: EventList
    @deprecated Event: Event
    Topic: TopicArn
}

structure Transition {
    Date: Date
    Days: Days
    StorageClass: TransitionStorageClass
}

structure UpdateBucketMetadataInventoryTableConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    InventoryTableConfiguration: InventoryTableConfigurationUpdates
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure UpdateBucketMetadataJournalTableConfigurationRequest {
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    JournalTableConfiguration: JournalTableConfigurationUpdates
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure UpdateObjectEncryptionRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpLabel Key: ObjectKey
    @httpQuery("versionId") VersionId: ObjectVersionId
    @required @httpPayload @xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
    ObjectEncryption: ObjectEncryption
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
}

structure UpdateObjectEncryptionResponse {
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure UploadPartCopyOutput {
    @httpHeader("x-amz-copy-source-version-id") CopySourceVersionId: CopySourceVersionId
    @httpPayload CopyPartResult: CopyPartResult
    @httpHeader("x-amz-server-side-encryption") ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id") SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: BucketKeyEnabled
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure UploadPartCopyRequest {
    @required @httpLabel Bucket: BucketName
    @required @httpHeader("x-amz-copy-source") CopySource: CopySource
    @httpHeader("x-amz-copy-source-if-match") CopySourceIfMatch: CopySourceIfMatch
    @httpHeader("x-amz-copy-source-if-modified-since")
    CopySourceIfModifiedSince: CopySourceIfModifiedSince
    @httpHeader("x-amz-copy-source-if-none-match") CopySourceIfNoneMatch: CopySourceIfNoneMatch
    @httpHeader("x-amz-copy-source-if-unmodified-since")
    CopySourceIfUnmodifiedSince: CopySourceIfUnmodifiedSince
    @httpHeader("x-amz-copy-source-range") CopySourceRange: CopySourceRange
    @required @httpLabel Key: ObjectKey
    @required @httpQuery("partNumber") PartNumber: PartNumber
    @required @httpQuery("uploadId") UploadId: MultipartUploadId
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-server-side-encryption-customer-key") SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
    @httpHeader("x-amz-copy-source-server-side-encryption-customer-algorithm")
    CopySourceSSECustomerAlgorithm: CopySourceSSECustomerAlgorithm
    @httpHeader("x-amz-copy-source-server-side-encryption-customer-key")
    CopySourceSSECustomerKey: CopySourceSSECustomerKey
    @httpHeader("x-amz-copy-source-server-side-encryption-customer-key-MD5")
    CopySourceSSECustomerKeyMD5: CopySourceSSECustomerKeyMD5
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
    @httpHeader("x-amz-source-expected-bucket-owner") ExpectedSourceBucketOwner: AccountId
}

structure UploadPartOutput {
    @httpHeader("x-amz-server-side-encryption") ServerSideEncryption: ServerSideEncryption
    @httpHeader("ETag") ETag: ETag
    @httpHeader("x-amz-checksum-crc32") ChecksumCRC32: ChecksumCRC32
    @httpHeader("x-amz-checksum-crc32c") ChecksumCRC32C: ChecksumCRC32C
    @httpHeader("x-amz-checksum-crc64nvme") ChecksumCRC64NVME: ChecksumCRC64NVME
    @httpHeader("x-amz-checksum-sha1") ChecksumSHA1: ChecksumSHA1
    @httpHeader("x-amz-checksum-sha256") ChecksumSHA256: ChecksumSHA256
    @httpHeader("x-amz-checksum-sha512") ChecksumSHA512: ChecksumSHA512
    @httpHeader("x-amz-checksum-md5") ChecksumMD5: ChecksumMD5
    @httpHeader("x-amz-checksum-xxhash64") ChecksumXXHASH64: ChecksumXXHASH64
    @httpHeader("x-amz-checksum-xxhash3") ChecksumXXHASH3: ChecksumXXHASH3
    @httpHeader("x-amz-checksum-xxhash128") ChecksumXXHASH128: ChecksumXXHASH128
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
    @httpHeader("x-amz-server-side-encryption-aws-kms-key-id") SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: BucketKeyEnabled
    @httpHeader("x-amz-request-charged") RequestCharged: RequestCharged
}

structure UploadPartRequest {
    @httpPayload Body: StreamingBlob
    @required @httpLabel Bucket: BucketName
    @httpHeader("Content-Length") ContentLength: ContentLength
    @httpHeader("Content-MD5") ContentMD5: ContentMD5
    @httpHeader("x-amz-sdk-checksum-algorithm") ChecksumAlgorithm: ChecksumAlgorithm
    @httpHeader("x-amz-checksum-crc32") ChecksumCRC32: ChecksumCRC32
    @httpHeader("x-amz-checksum-crc32c") ChecksumCRC32C: ChecksumCRC32C
    @httpHeader("x-amz-checksum-crc64nvme") ChecksumCRC64NVME: ChecksumCRC64NVME
    @httpHeader("x-amz-checksum-sha1") ChecksumSHA1: ChecksumSHA1
    @httpHeader("x-amz-checksum-sha256") ChecksumSHA256: ChecksumSHA256
    @httpHeader("x-amz-checksum-sha512") ChecksumSHA512: ChecksumSHA512
    @httpHeader("x-amz-checksum-md5") ChecksumMD5: ChecksumMD5
    @httpHeader("x-amz-checksum-xxhash64") ChecksumXXHASH64: ChecksumXXHASH64
    @httpHeader("x-amz-checksum-xxhash3") ChecksumXXHASH3: ChecksumXXHASH3
    @httpHeader("x-amz-checksum-xxhash128") ChecksumXXHASH128: ChecksumXXHASH128
    @required @httpLabel Key: ObjectKey
    @required @httpQuery("partNumber") PartNumber: PartNumber
    @required @httpQuery("uploadId") UploadId: MultipartUploadId
    @httpHeader("x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-server-side-encryption-customer-key") SSECustomerKey: SSECustomerKey
    @httpHeader("x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
    @httpHeader("x-amz-request-payer") RequestPayer: RequestPayer
    @httpHeader("x-amz-expected-bucket-owner") ExpectedBucketOwner: AccountId
}

structure VersioningConfiguration {
    @xmlName("MfaDelete") MFADelete: MFADelete
    Status: BucketVersioningStatus
}

structure WebsiteConfiguration {
    ErrorDocument: ErrorDocument
    IndexDocument: IndexDocument
    RedirectAllRequestsTo: RedirectAllRequestsTo
    RoutingRules: RoutingRules
}

structure WriteGetObjectResponseRequest {
    @required @httpHeader("x-amz-request-route") @hostLabel RequestRoute: RequestRoute
    @required @httpHeader("x-amz-request-token") RequestToken: RequestToken
    @httpPayload Body: StreamingBlob
    @httpHeader("x-amz-fwd-status") StatusCode: GetObjectResponseStatusCode
    @httpHeader("x-amz-fwd-error-code") ErrorCode: ErrorCode
    @httpHeader("x-amz-fwd-error-message") ErrorMessage: ErrorMessage
    @httpHeader("x-amz-fwd-header-accept-ranges") AcceptRanges: AcceptRanges
    @httpHeader("x-amz-fwd-header-Cache-Control") CacheControl: CacheControl
    @httpHeader("x-amz-fwd-header-Content-Disposition") ContentDisposition: ContentDisposition
    @httpHeader("x-amz-fwd-header-Content-Encoding") ContentEncoding: ContentEncoding
    @httpHeader("x-amz-fwd-header-Content-Language") ContentLanguage: ContentLanguage
    @httpHeader("Content-Length") ContentLength: ContentLength
    @httpHeader("x-amz-fwd-header-Content-Range") ContentRange: ContentRange
    @httpHeader("x-amz-fwd-header-Content-Type") ContentType: ContentType
    @httpHeader("x-amz-fwd-header-x-amz-checksum-crc32") ChecksumCRC32: ChecksumCRC32
    @httpHeader("x-amz-fwd-header-x-amz-checksum-crc32c") ChecksumCRC32C: ChecksumCRC32C
    @httpHeader("x-amz-fwd-header-x-amz-checksum-crc64nvme") ChecksumCRC64NVME: ChecksumCRC64NVME
    @httpHeader("x-amz-fwd-header-x-amz-checksum-sha1") ChecksumSHA1: ChecksumSHA1
    @httpHeader("x-amz-fwd-header-x-amz-checksum-sha256") ChecksumSHA256: ChecksumSHA256
    @httpHeader("x-amz-fwd-header-x-amz-checksum-sha512") ChecksumSHA512: ChecksumSHA512
    @httpHeader("x-amz-fwd-header-x-amz-checksum-md5") ChecksumMD5: ChecksumMD5
    @httpHeader("x-amz-fwd-header-x-amz-checksum-xxhash64") ChecksumXXHASH64: ChecksumXXHASH64
    @httpHeader("x-amz-fwd-header-x-amz-checksum-xxhash3") ChecksumXXHASH3: ChecksumXXHASH3
    @httpHeader("x-amz-fwd-header-x-amz-checksum-xxhash128") ChecksumXXHASH128: ChecksumXXHASH128
    @httpHeader("x-amz-fwd-header-x-amz-delete-marker") DeleteMarker: DeleteMarker
    @httpHeader("x-amz-fwd-header-ETag") ETag: ETag
    @httpHeader("x-amz-fwd-header-Expires") Expires: Expires
    @httpHeader("x-amz-fwd-header-x-amz-expiration") Expiration: Expiration
    @httpHeader("x-amz-fwd-header-Last-Modified") LastModified: LastModified
    @httpHeader("x-amz-fwd-header-x-amz-missing-meta") MissingMeta: MissingMeta
    @httpPrefixHeaders("x-amz-meta-") Metadata: Metadata
    @httpHeader("x-amz-fwd-header-x-amz-object-lock-mode") ObjectLockMode: ObjectLockMode
    @httpHeader("x-amz-fwd-header-x-amz-object-lock-legal-hold")
    ObjectLockLegalHoldStatus: ObjectLockLegalHoldStatus
    @httpHeader("x-amz-fwd-header-x-amz-object-lock-retain-until-date")
    ObjectLockRetainUntilDate: ObjectLockRetainUntilDate
    @httpHeader("x-amz-fwd-header-x-amz-mp-parts-count") PartsCount: PartsCount
    @httpHeader("x-amz-fwd-header-x-amz-replication-status") ReplicationStatus: ReplicationStatus
    @httpHeader("x-amz-fwd-header-x-amz-request-charged") RequestCharged: RequestCharged
    @httpHeader("x-amz-fwd-header-x-amz-restore") Restore: Restore
    @httpHeader("x-amz-fwd-header-x-amz-server-side-encryption")
    ServerSideEncryption: ServerSideEncryption
    @httpHeader("x-amz-fwd-header-x-amz-server-side-encryption-customer-algorithm")
    SSECustomerAlgorithm: SSECustomerAlgorithm
    @httpHeader("x-amz-fwd-header-x-amz-server-side-encryption-aws-kms-key-id")
    SSEKMSKeyId: SSEKMSKeyId
    @httpHeader("x-amz-fwd-header-x-amz-server-side-encryption-customer-key-MD5")
    SSECustomerKeyMD5: SSECustomerKeyMD5
    @httpHeader("x-amz-fwd-header-x-amz-storage-class") StorageClass: StorageClass
    @httpHeader("x-amz-fwd-header-x-amz-tagging-count") TagCount: TagCount
    @httpHeader("x-amz-fwd-header-x-amz-version-id") VersionId: ObjectVersionId
    @httpHeader("x-amz-fwd-header-x-amz-server-side-encryption-bucket-key-enabled")
    BucketKeyEnabled: BucketKeyEnabled
}

list AllowedHeaders { member: AllowedHeader }
list AllowedMethods { member: AllowedMethod }
list AllowedOrigins { member: AllowedOrigin }
list AnalyticsConfigurationList { member: AnalyticsConfiguration }
list Buckets { @xmlName("Bucket") member: Bucket }
list CORSRules { member: CORSRule }
list ChecksumAlgorithmList { member: ChecksumAlgorithm }
list CommonPrefixList { member: CommonPrefix }
list CompletedPartList { member: CompletedPart }
list DeleteMarkers { member: DeleteMarkerEntry }
list DeletedObjects { member: DeletedObject }
list EncryptionTypeList { @xmlName("EncryptionType") member: EncryptionType }
list Errors { member: Error }
list EventList { member: Event }
list ExposeHeaders { member: ExposeHeader }
list FilterRuleList { member: FilterRule }
list Grants { @xmlName("Grant") member: Grant }
list IntelligentTieringConfigurationList { member: IntelligentTieringConfiguration }
list InventoryConfigurationList { member: InventoryConfiguration }
list InventoryOptionalFields { @xmlName("Field") member: InventoryOptionalField }
list LambdaFunctionConfigurationList { member: LambdaFunctionConfiguration }
list LifecycleRules { member: LifecycleRule }
map Metadata { key: MetadataKey value: MetadataValue }
list MetricsConfigurationList { member: MetricsConfiguration }
list MultipartUploadList { member: MultipartUpload }
list NoncurrentVersionTransitionList { member: NoncurrentVersionTransition }
list ObjectAttributesList { member: ObjectAttributes }
list ObjectIdentifierList { member: ObjectIdentifier }
list ObjectList { member: Object }
list ObjectVersionList { member: ObjectVersion }
list OptionalObjectAttributesList { member: OptionalObjectAttributes }
list OwnershipControlsRules { member: OwnershipControlsRule }
list Parts { member: Part }
list PartsList { member: ObjectPart }
list QueueConfigurationList { member: QueueConfiguration }
list ReplicationRules { member: ReplicationRule }
list RoutingRules { @xmlName("RoutingRule") member: RoutingRule }
list Rules { member: Rule }
list ServerSideEncryptionRules { member: ServerSideEncryptionRule }
list TagSet { @xmlName("Tag") member: Tag }
list TargetGrants { @xmlName("Grant") member: TargetGrant }
list TieringList { member: Tiering }
list TopicConfigurationList { member: TopicConfiguration }
list TransitionList { member: Transition }
list UserMetadata { @xmlName("MetadataEntry") member: MetadataEntry }

enum AnalyticsS3ExportFileFormat { CSV }
enum ArchiveStatus { ARCHIVE_ACCESS DEEP_ARCHIVE_ACCESS }
enum BucketAbacStatus { Enabled Disabled }
enum BucketAccelerateStatus { Enabled Suspended }
enum BucketCannedACL {
    private public_read = "public-read" public_read_write = "public-read-write"
    authenticated_read = "authenticated-read"
}
enum BucketLocationConstraint {
    af_south_1 = "af-south-1" ap_east_1 = "ap-east-1" ap_east_2 = "ap-east-2"
    ap_northeast_1 = "ap-northeast-1" ap_northeast_2 = "ap-northeast-2"
    ap_northeast_3 = "ap-northeast-3" ap_south_1 = "ap-south-1" ap_south_2 = "ap-south-2"
    ap_southeast_1 = "ap-southeast-1" ap_southeast_2 = "ap-southeast-2"
    ap_southeast_3 = "ap-southeast-3" ap_southeast_4 = "ap-southeast-4"
    ap_southeast_5 = "ap-southeast-5" ap_southeast_6 = "ap-southeast-6"
    ap_southeast_7 = "ap-southeast-7" ca_central_1 = "ca-central-1" ca_west_1 = "ca-west-1"
    cn_north_1 = "cn-north-1" cn_northwest_1 = "cn-northwest-1" EU eu_central_1 = "eu-central-1"
    eu_central_2 = "eu-central-2" eu_north_1 = "eu-north-1" eu_south_1 = "eu-south-1"
    eu_south_2 = "eu-south-2" eu_west_1 = "eu-west-1" eu_west_2 = "eu-west-2"
    eu_west_3 = "eu-west-3" il_central_1 = "il-central-1" me_central_1 = "me-central-1"
    me_south_1 = "me-south-1" mx_central_1 = "mx-central-1" sa_east_1 = "sa-east-1"
    us_east_2 = "us-east-2" us_gov_east_1 = "us-gov-east-1" us_gov_west_1 = "us-gov-west-1"
    us_west_1 = "us-west-1" us_west_2 = "us-west-2"
}
enum BucketLogsPermission { FULL_CONTROL READ WRITE }
enum BucketNamespace { account_regional = "account-regional" global }
enum BucketType { Directory }
enum BucketVersioningStatus { Enabled Suspended }
enum ChecksumAlgorithm { CRC32 CRC32C SHA1 SHA256 CRC64NVME SHA512 MD5 XXHASH64 XXHASH3 XXHASH128 }
enum ChecksumMode { ENABLED }
enum ChecksumType { COMPOSITE FULL_OBJECT }
enum CompressionType { NONE GZIP BZIP2 }
enum DataRedundancy { SingleAvailabilityZone SingleLocalZone }
enum DeleteMarkerReplicationStatus { Enabled Disabled }
enum EncodingType { url }
enum EncryptionType { NONE SSE_C = "SSE-C" }
enum Event {
    s3_ReducedRedundancyLostObject = "s3:ReducedRedundancyLostObject"
    s3_ObjectCreated__ = "s3:ObjectCreated:*" s3_ObjectCreated_Put = "s3:ObjectCreated:Put"
    s3_ObjectCreated_Post = "s3:ObjectCreated:Post" s3_ObjectCreated_Copy = "s3:ObjectCreated:Copy"
    s3_ObjectCreated_CompleteMultipartUpload = "s3:ObjectCreated:CompleteMultipartUpload"
    s3_ObjectRemoved__ = "s3:ObjectRemoved:*" s3_ObjectRemoved_Delete = "s3:ObjectRemoved:Delete"
    s3_ObjectRemoved_DeleteMarkerCreated = "s3:ObjectRemoved:DeleteMarkerCreated"
    s3_ObjectRestore__ = "s3:ObjectRestore:*" s3_ObjectRestore_Post = "s3:ObjectRestore:Post"
    s3_ObjectRestore_Completed = "s3:ObjectRestore:Completed" s3_Replication__ = "s3:Replication:*"
    s3_Replication_OperationFailedReplication = "s3:Replication:OperationFailedReplication"
    s3_Replication_OperationNotTracked = "s3:Replication:OperationNotTracked"
    s3_Replication_OperationMissedThreshold = "s3:Replication:OperationMissedThreshold"
    s3_Replication_OperationReplicatedAfterThreshold = "s3:Replication:OperationReplicatedAfterThreshold"
    s3_ObjectRestore_Delete = "s3:ObjectRestore:Delete"
    s3_LifecycleTransition = "s3:LifecycleTransition"
    s3_IntelligentTiering = "s3:IntelligentTiering" s3_ObjectAcl_Put = "s3:ObjectAcl:Put"
    s3_LifecycleExpiration__ = "s3:LifecycleExpiration:*"
    s3_LifecycleExpiration_Delete = "s3:LifecycleExpiration:Delete"
    s3_LifecycleExpiration_DeleteMarkerCreated = "s3:LifecycleExpiration:DeleteMarkerCreated"
    s3_ObjectTagging__ = "s3:ObjectTagging:*" s3_ObjectTagging_Put = "s3:ObjectTagging:Put"
    s3_ObjectTagging_Delete = "s3:ObjectTagging:Delete"
}
enum ExistingObjectReplicationStatus { Enabled Disabled }
enum ExpirationState { ENABLED DISABLED }
enum ExpirationStatus { Enabled Disabled }
enum ExpressionType { SQL }
enum FileHeaderInfo { USE IGNORE NONE }
enum FilterRuleName { prefix suffix }
enum IntelligentTieringAccessTier { ARCHIVE_ACCESS DEEP_ARCHIVE_ACCESS }
enum IntelligentTieringStatus { Enabled Disabled }
enum InventoryConfigurationState { ENABLED DISABLED }
enum InventoryFormat { CSV ORC Parquet }
enum InventoryFrequency { Daily Weekly }
enum InventoryIncludedObjectVersions { All Current }
enum InventoryOptionalField {
    Size LastModifiedDate StorageClass ETag IsMultipartUploaded ReplicationStatus EncryptionStatus
    ObjectLockRetainUntilDate ObjectLockMode ObjectLockLegalHoldStatus IntelligentTieringAccessTier
    BucketKeyStatus ChecksumAlgorithm ObjectAccessControlList ObjectOwner LifecycleExpirationDate
}
enum JSONType { DOCUMENT LINES }
enum LocationType { AvailabilityZone LocalZone }
enum MFADelete { Enabled Disabled }
enum MFADeleteStatus { Enabled Disabled }
enum MetadataDirective { COPY REPLACE }
enum MetricsStatus { Enabled Disabled }
enum ObjectAttributes { ETag Checksum ObjectParts StorageClass ObjectSize }
enum ObjectCannedACL {
    private public_read = "public-read" public_read_write = "public-read-write"
    authenticated_read = "authenticated-read" aws_exec_read = "aws-exec-read"
    bucket_owner_read = "bucket-owner-read" bucket_owner_full_control = "bucket-owner-full-control"
}
enum ObjectLockEnabled { Enabled }
enum ObjectLockLegalHoldStatus { ON OFF }
enum ObjectLockMode { GOVERNANCE COMPLIANCE }
enum ObjectLockRetentionMode { GOVERNANCE COMPLIANCE }
enum ObjectOwnership { BucketOwnerPreferred ObjectWriter BucketOwnerEnforced }
enum ObjectStorageClass {
    STANDARD REDUCED_REDUNDANCY GLACIER STANDARD_IA ONEZONE_IA INTELLIGENT_TIERING DEEP_ARCHIVE
    OUTPOSTS GLACIER_IR SNOW EXPRESS_ONEZONE FSX_OPENZFS FSX_ONTAP
}
enum ObjectVersionStorageClass { STANDARD }
enum OptionalObjectAttributes { RestoreStatus }
enum OwnerOverride { Destination }
enum PartitionDateSource { EventTime DeliveryTime }
enum Payer { Requester BucketOwner }
enum Permission { FULL_CONTROL WRITE WRITE_ACP READ READ_ACP }
enum Protocol { http https }
enum QuoteFields { ALWAYS ASNEEDED }
enum ReplicaModificationsStatus { Enabled Disabled }
enum ReplicationRuleStatus { Enabled Disabled }
enum ReplicationStatus { COMPLETE PENDING FAILED REPLICA COMPLETED }
enum ReplicationTimeStatus { Enabled Disabled }
enum RequestCharged { requester }
enum RequestPayer { requester }
enum RestoreRequestType { SELECT }
enum S3TablesBucketType { aws customer }
enum ServerSideEncryption {
    AES256 aws_fsx = "aws:fsx" aws_kms = "aws:kms" aws_kms_dsse = "aws:kms:dsse"
}
enum SessionMode { ReadOnly ReadWrite }
enum SseKmsEncryptedObjectsStatus { Enabled Disabled }
enum StorageClass {
    STANDARD REDUCED_REDUNDANCY STANDARD_IA ONEZONE_IA INTELLIGENT_TIERING GLACIER DEEP_ARCHIVE
    OUTPOSTS GLACIER_IR SNOW EXPRESS_ONEZONE FSX_OPENZFS FSX_ONTAP
}
enum StorageClassAnalysisSchemaVersion { V_1 }
enum TableSseAlgorithm { aws_kms = "aws:kms" AES256 }
enum TaggingDirective { COPY REPLACE }
enum Tier { Standard Bulk Expedited }
enum TransitionDefaultMinimumObjectSize { varies_by_storage_class all_storage_classes_128K }
enum TransitionStorageClass {
    GLACIER STANDARD_IA ONEZONE_IA INTELLIGENT_TIERING DEEP_ARCHIVE GLACIER_IR
}
enum Type { CanonicalUser AmazonCustomerByEmail Group }

timestamp AbortDate
string AbortRuleId
string AcceptRanges
string AccessKeyIdValue
boolean AccessPointAlias
string AccessPointArn
string AccountId
boolean AllowQuotedRecordDelimiter
string AllowedHeader
string AllowedMethod
string AllowedOrigin
string AnalyticsId
blob Body
boolean BucketKeyEnabled
string BucketLocationName
string BucketName
string BucketRegion
boolean BypassGovernanceRetention
long BytesProcessed
long BytesReturned
long BytesScanned
string CacheControl
string ChecksumCRC32
string ChecksumCRC32C
string ChecksumCRC64NVME
string ChecksumMD5
string ChecksumSHA1
string ChecksumSHA256
string ChecksumSHA512
string ChecksumXXHASH128
string ChecksumXXHASH3
string ChecksumXXHASH64
string ClientToken
string CloudFunction
string CloudFunctionInvocationRole
string Code
string Comments
boolean ConfirmRemoveSelfBucketAccess
string ContentDisposition
string ContentEncoding
string ContentLanguage
long ContentLength
string ContentMD5
string ContentRange
string ContentType
@pattern("\\/?.+\\/.+") string CopySource
string CopySourceIfMatch
timestamp CopySourceIfModifiedSince
string CopySourceIfNoneMatch
timestamp CopySourceIfUnmodifiedSince
string CopySourceRange
string CopySourceSSECustomerAlgorithm
string CopySourceSSECustomerKey
string CopySourceSSECustomerKeyMD5
string CopySourceVersionId
timestamp CreationDate
@timestampFormat("date-time") timestamp Date
integer Days
integer DaysAfterInitiation
boolean DeleteMarker
string DeleteMarkerVersionId
string Delimiter
string Description
@length(min: 0, max: 1024) string DirectoryBucketToken
string DisplayName
string ETag
string EmailAddress
boolean EnableRequestProgress
long End
string ErrorCode
string ErrorMessage
string Expiration
boolean ExpiredObjectDeleteMarker
string Expires
string ExposeHeader
string Expression
boolean FetchOwner
string FieldDelimiter
string FilterRuleValue
integer GetObjectResponseStatusCode
string GrantFullControl
string GrantRead
string GrantReadACP
string GrantWrite
string GrantWriteACP
string HostName
string HttpErrorCodeReturnedEquals
string HttpRedirectCode
string ID
string IfMatch
@timestampFormat("http-date") timestamp IfMatchInitiatedTime
@timestampFormat("http-date") timestamp IfMatchLastModifiedTime
long IfMatchSize
timestamp IfModifiedSince
string IfNoneMatch
timestamp IfUnmodifiedSince
timestamp Initiated
integer IntelligentTieringDays
string IntelligentTieringId
string InventoryId
boolean IsEnabled
boolean IsLatest
boolean IsPublic
boolean IsRestoreInProgress
boolean IsTruncated
string KMSContext
integer KeyCount
string KeyMarker
string KeyPrefixEquals
string KmsKeyArn
string LambdaFunctionArn
timestamp LastModified
@timestampFormat("http-date") timestamp LastModifiedTime
string Location
string LocationNameAsString
string LocationPrefix
string MFA
string Marker
integer MaxAgeSeconds
@range(min: 1, max: 10000) integer MaxBuckets
@range(min: 0, max: 1000) integer MaxDirectoryBuckets
integer MaxKeys
integer MaxParts
integer MaxUploads
string Message
string MetadataKey
string MetadataTableStatus
string MetadataValue
string MetricsId
integer Minutes
integer MissingMeta
long MpuObjectSize
string MultipartUploadId
string NextKeyMarker
string NextMarker
integer NextPartNumberMarker
string NextToken
string NextUploadIdMarker
string NextVersionIdMarker
@length(min: 20, max: 2048) @pattern("arn:aws[a-zA-Z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-zA-Z0-9-]+")
string NonEmptyKmsKeyArnString
string NotificationId
@length(min: 1) string ObjectKey
boolean ObjectLockEnabledForBucket
@timestampFormat("date-time") timestamp ObjectLockRetainUntilDate
string ObjectLockToken
long ObjectSize
long ObjectSizeGreaterThanBytes
long ObjectSizeLessThanBytes
string ObjectVersionId
integer PartNumber
integer PartNumberMarker
integer PartsCount
string Policy
string Prefix
integer Priority
string QueueArn
boolean Quiet
string QuoteCharacter
string QuoteEscapeCharacter
string Range
string RecordDelimiter
integer RecordExpirationDays
@length(min: 0, max: 20) string Region
@pattern("\\/?.+\\/.+") string RenameSource
string RenameSourceIfMatch
@timestampFormat("http-date") timestamp RenameSourceIfModifiedSince
string RenameSourceIfNoneMatch
@timestampFormat("http-date") timestamp RenameSourceIfUnmodifiedSince
string ReplaceKeyPrefixWith
string ReplaceKeyWith
string ReplicaKmsKeyID
string RequestRoute
string RequestToken
string ResponseCacheControl
string ResponseContentDisposition
string ResponseContentEncoding
string ResponseContentLanguage
string ResponseContentType
@timestampFormat("http-date") timestamp ResponseExpires
string Restore
timestamp RestoreExpiryDate
string RestoreOutputPath
string Role
@length(min: 1, max: 128) @pattern("arn:[^:]+:(s3|s3express):.*")
string S3RegionalOrS3ExpressBucketArnString
string S3TablesArn
string S3TablesBucketArn
string S3TablesName
string S3TablesNamespace
string SSECustomerAlgorithm
string SSECustomerKey
string SSECustomerKeyMD5
string SSEKMSEncryptionContext
string SSEKMSKeyId
string SessionCredentialValue
timestamp SessionExpiration
boolean Setting
long Size
boolean SkipValidation
long Start
string StartAfter
string Suffix
integer TagCount
string TaggingHeader
string TargetBucket
string TargetPrefix
string Token
string TopicArn
string URI
string UploadIdMarker
string Value
integer VersionCount
string VersionIdMarker
string WebsiteRedirectLocation
long WriteOffsetBytes
integer Years

@streaming blob StreamingBlob
