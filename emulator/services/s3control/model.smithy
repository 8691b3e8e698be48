// From botocore 1.43.11, s3control/2018-08-20, by emulator/model/import.py. Do not edit.

$version: "2"

namespace com.amazonaws.s3control

@aws.protocols#restXml
@aws.auth#sigv4(name: "s3")
@aws.api#service(endpointPrefix: "s3-control")
service AWSS3ControlServiceV20180820 {
    version: "2018-08-20"
    operations: [
        AssociateAccessGrantsIdentityCenter CreateAccessGrant CreateAccessGrantsInstance
        CreateAccessGrantsLocation CreateAccessPoint CreateAccessPointForObjectLambda CreateBucket
        CreateJob CreateMultiRegionAccessPoint CreateStorageLensGroup DeleteAccessGrant
        DeleteAccessGrantsInstance DeleteAccessGrantsInstanceResourcePolicy
        DeleteAccessGrantsLocation DeleteAccessPoint DeleteAccessPointForObjectLambda
        DeleteAccessPointPolicy DeleteAccessPointPolicyForObjectLambda DeleteAccessPointScope
        DeleteBucket DeleteBucketLifecycleConfiguration DeleteBucketPolicy DeleteBucketReplication
        DeleteBucketTagging DeleteJobTagging DeleteMultiRegionAccessPoint DeletePublicAccessBlock
        DeleteStorageLensConfiguration DeleteStorageLensConfigurationTagging DeleteStorageLensGroup
        DescribeJob DescribeMultiRegionAccessPointOperation DissociateAccessGrantsIdentityCenter
        GetAccessGrant GetAccessGrantsInstance GetAccessGrantsInstanceForPrefix
        GetAccessGrantsInstanceResourcePolicy GetAccessGrantsLocation GetAccessPoint
        GetAccessPointConfigurationForObjectLambda GetAccessPointForObjectLambda
        GetAccessPointPolicy GetAccessPointPolicyForObjectLambda GetAccessPointPolicyStatus
        GetAccessPointPolicyStatusForObjectLambda GetAccessPointScope GetBucket
        GetBucketLifecycleConfiguration GetBucketPolicy GetBucketReplication GetBucketTagging
        GetBucketVersioning GetDataAccess GetJobTagging GetMultiRegionAccessPoint
        GetMultiRegionAccessPointPolicy GetMultiRegionAccessPointPolicyStatus
        GetMultiRegionAccessPointRoutes GetPublicAccessBlock GetStorageLensConfiguration
        GetStorageLensConfigurationTagging GetStorageLensGroup ListAccessGrants
        ListAccessGrantsInstances ListAccessGrantsLocations ListAccessPoints
        ListAccessPointsForDirectoryBuckets ListAccessPointsForObjectLambda ListCallerAccessGrants
        ListJobs ListMultiRegionAccessPoints ListRegionalBuckets ListStorageLensConfigurations
        ListStorageLensGroups ListTagsForResource PutAccessGrantsInstanceResourcePolicy
        PutAccessPointConfigurationForObjectLambda PutAccessPointPolicy
        PutAccessPointPolicyForObjectLambda PutAccessPointScope PutBucketLifecycleConfiguration
        PutBucketPolicy PutBucketReplication PutBucketTagging PutBucketVersioning PutJobTagging
        PutMultiRegionAccessPointPolicy PutPublicAccessBlock PutStorageLensConfiguration
        PutStorageLensConfigurationTagging SubmitMultiRegionAccessPointRoutes TagResource
        UntagResource UpdateAccessGrantsLocation UpdateJobPriority UpdateJobStatus
        UpdateStorageLensGroup
    ]
}

@http(method: "POST", uri: "/v20180820/accessgrantsinstance/identitycenter")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation AssociateAccessGrantsIdentityCenter { input: AssociateAccessGrantsIdentityCenterRequest }

@http(method: "POST", uri: "/v20180820/accessgrantsinstance/grant")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation CreateAccessGrant { input: CreateAccessGrantRequest output: CreateAccessGrantResult }

@http(method: "POST", uri: "/v20180820/accessgrantsinstance")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation CreateAccessGrantsInstance {
    input: CreateAccessGrantsInstanceRequest
    output: CreateAccessGrantsInstanceResult
}

@http(method: "POST", uri: "/v20180820/accessgrantsinstance/location")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation CreateAccessGrantsLocation {
    input: CreateAccessGrantsLocationRequest
    output: CreateAccessGrantsLocationResult
}

@http(method: "PUT", uri: "/v20180820/accesspoint/{Name}")
@endpoint(hostPrefix: "{AccountId}.")
operation CreateAccessPoint { input: CreateAccessPointRequest output: CreateAccessPointResult }

@http(method: "PUT", uri: "/v20180820/accesspointforobjectlambda/{Name}")
@endpoint(hostPrefix: "{AccountId}.")
operation CreateAccessPointForObjectLambda {
    input: CreateAccessPointForObjectLambdaRequest
    output: CreateAccessPointForObjectLambdaResult
}

@http(method: "PUT", uri: "/v20180820/bucket/{Bucket}")
@httpChecksumRequired
operation CreateBucket {
    input: CreateBucketRequest
    output: CreateBucketResult
    errors: [BucketAlreadyExists BucketAlreadyOwnedByYou]
}

@http(method: "POST", uri: "/v20180820/jobs")
@endpoint(hostPrefix: "{AccountId}.")
operation CreateJob {
    input: CreateJobRequest
    output: CreateJobResult
    errors: [
        TooManyRequestsException BadRequestException IdempotencyException InternalServiceException
    ]
}

@http(method: "POST", uri: "/v20180820/async-requests/mrap/create")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation CreateMultiRegionAccessPoint {
    input: CreateMultiRegionAccessPointRequest
    output: CreateMultiRegionAccessPointResult
}

@http(method: "POST", uri: "/v20180820/storagelensgroup", code: 204)
@endpoint(hostPrefix: "{AccountId}.")
operation CreateStorageLensGroup { input: CreateStorageLensGroupRequest }

@http(method: "DELETE", uri: "/v20180820/accessgrantsinstance/grant/{AccessGrantId}")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation DeleteAccessGrant { input: DeleteAccessGrantRequest }

@http(method: "DELETE", uri: "/v20180820/accessgrantsinstance")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation DeleteAccessGrantsInstance { input: DeleteAccessGrantsInstanceRequest }

@http(method: "DELETE", uri: "/v20180820/accessgrantsinstance/resourcepolicy")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation DeleteAccessGrantsInstanceResourcePolicy {
    input: DeleteAccessGrantsInstanceResourcePolicyRequest
}

@http(method: "DELETE", uri: "/v20180820/accessgrantsinstance/location/{AccessGrantsLocationId}")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation DeleteAccessGrantsLocation { input: DeleteAccessGrantsLocationRequest }

@http(method: "DELETE", uri: "/v20180820/accesspoint/{Name}")
@endpoint(hostPrefix: "{AccountId}.")
operation DeleteAccessPoint { input: DeleteAccessPointRequest }

@http(method: "DELETE", uri: "/v20180820/accesspointforobjectlambda/{Name}")
@endpoint(hostPrefix: "{AccountId}.")
operation DeleteAccessPointForObjectLambda { input: DeleteAccessPointForObjectLambdaRequest }

@http(method: "DELETE", uri: "/v20180820/accesspoint/{Name}/policy")
@endpoint(hostPrefix: "{AccountId}.")
operation DeleteAccessPointPolicy { input: DeleteAccessPointPolicyRequest }

@http(method: "DELETE", uri: "/v20180820/accesspointforobjectlambda/{Name}/policy")
@endpoint(hostPrefix: "{AccountId}.")
operation DeleteAccessPointPolicyForObjectLambda {
    input: DeleteAccessPointPolicyForObjectLambdaRequest
}

@http(method: "DELETE", uri: "/v20180820/accesspoint/{Name}/scope")
operation DeleteAccessPointScope { input: DeleteAccessPointScopeRequest }

@http(method: "DELETE", uri: "/v20180820/bucket/{Bucket}")
@endpoint(hostPrefix: "{AccountId}.")
operation DeleteBucket { input: DeleteBucketRequest }

@http(method: "DELETE", uri: "/v20180820/bucket/{Bucket}/lifecycleconfiguration")
@endpoint(hostPrefix: "{AccountId}.")
operation DeleteBucketLifecycleConfiguration { input: DeleteBucketLifecycleConfigurationRequest }

@http(method: "DELETE", uri: "/v20180820/bucket/{Bucket}/policy")
@endpoint(hostPrefix: "{AccountId}.")
operation DeleteBucketPolicy { input: DeleteBucketPolicyRequest }

@http(method: "DELETE", uri: "/v20180820/bucket/{Bucket}/replication")
@endpoint(hostPrefix: "{AccountId}.")
operation DeleteBucketReplication { input: DeleteBucketReplicationRequest }

@http(method: "DELETE", uri: "/v20180820/bucket/{Bucket}/tagging", code: 204)
@endpoint(hostPrefix: "{AccountId}.")
operation DeleteBucketTagging { input: DeleteBucketTaggingRequest }

@http(method: "DELETE", uri: "/v20180820/jobs/{JobId}/tagging")
@endpoint(hostPrefix: "{AccountId}.")
operation DeleteJobTagging {
    input: DeleteJobTaggingRequest
    output: DeleteJobTaggingResult
    errors: [InternalServiceException TooManyRequestsException NotFoundException]
}

@http(method: "POST", uri: "/v20180820/async-requests/mrap/delete")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation DeleteMultiRegionAccessPoint {
    input: DeleteMultiRegionAccessPointRequest
    output: DeleteMultiRegionAccessPointResult
}

@http(method: "DELETE", uri: "/v20180820/configuration/publicAccessBlock")
@endpoint(hostPrefix: "{AccountId}.")
operation DeletePublicAccessBlock { input: DeletePublicAccessBlockRequest }

@http(method: "DELETE", uri: "/v20180820/storagelens/{ConfigId}")
@endpoint(hostPrefix: "{AccountId}.")
operation DeleteStorageLensConfiguration { input: DeleteStorageLensConfigurationRequest }

@http(method: "DELETE", uri: "/v20180820/storagelens/{ConfigId}/tagging")
@endpoint(hostPrefix: "{AccountId}.")
operation DeleteStorageLensConfigurationTagging {
    input: DeleteStorageLensConfigurationTaggingRequest
    output: DeleteStorageLensConfigurationTaggingResult
}

@http(method: "DELETE", uri: "/v20180820/storagelensgroup/{Name}", code: 204)
@endpoint(hostPrefix: "{AccountId}.")
operation DeleteStorageLensGroup { input: DeleteStorageLensGroupRequest }

@http(method: "GET", uri: "/v20180820/jobs/{JobId}")
@endpoint(hostPrefix: "{AccountId}.")
operation DescribeJob {
    input: DescribeJobRequest
    output: DescribeJobResult
    errors: [
        BadRequestException TooManyRequestsException NotFoundException InternalServiceException
    ]
}

@http(method: "GET", uri: "/v20180820/async-requests/mrap/{RequestTokenARN+}")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation DescribeMultiRegionAccessPointOperation {
    input: DescribeMultiRegionAccessPointOperationRequest
    output: DescribeMultiRegionAccessPointOperationResult
}

@http(method: "DELETE", uri: "/v20180820/accessgrantsinstance/identitycenter")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation DissociateAccessGrantsIdentityCenter {
    input: DissociateAccessGrantsIdentityCenterRequest
}

@http(method: "GET", uri: "/v20180820/accessgrantsinstance/grant/{AccessGrantId}")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation GetAccessGrant { input: GetAccessGrantRequest output: GetAccessGrantResult }

@http(method: "GET", uri: "/v20180820/accessgrantsinstance")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation GetAccessGrantsInstance {
    input: GetAccessGrantsInstanceRequest
    output: GetAccessGrantsInstanceResult
}

@http(method: "GET", uri: "/v20180820/accessgrantsinstance/prefix")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation GetAccessGrantsInstanceForPrefix {
    input: GetAccessGrantsInstanceForPrefixRequest
    output: GetAccessGrantsInstanceForPrefixResult
}

@http(method: "GET", uri: "/v20180820/accessgrantsinstance/resourcepolicy")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation GetAccessGrantsInstanceResourcePolicy {
    input: GetAccessGrantsInstanceResourcePolicyRequest
    output: GetAccessGrantsInstanceResourcePolicyResult
}

@http(method: "GET", uri: "/v20180820/accessgrantsinstance/location/{AccessGrantsLocationId}")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation GetAccessGrantsLocation {
    input: GetAccessGrantsLocationRequest
    output: GetAccessGrantsLocationResult
}

@http(method: "GET", uri: "/v20180820/accesspoint/{Name}")
@endpoint(hostPrefix: "{AccountId}.")
operation GetAccessPoint { input: GetAccessPointRequest output: GetAccessPointResult }

@http(method: "GET", uri: "/v20180820/accesspointforobjectlambda/{Name}/configuration")
@endpoint(hostPrefix: "{AccountId}.")
operation GetAccessPointConfigurationForObjectLambda {
    input: GetAccessPointConfigurationForObjectLambdaRequest
    output: GetAccessPointConfigurationForObjectLambdaResult
}

@http(method: "GET", uri: "/v20180820/accesspointforobjectlambda/{Name}")
@endpoint(hostPrefix: "{AccountId}.")
operation GetAccessPointForObjectLambda {
    input: GetAccessPointForObjectLambdaRequest
    output: GetAccessPointForObjectLambdaResult
}

@http(method: "GET", uri: "/v20180820/accesspoint/{Name}/policy")
@endpoint(hostPrefix: "{AccountId}.")
operation GetAccessPointPolicy {
    input: GetAccessPointPolicyRequest
    output: GetAccessPointPolicyResult
}

@http(method: "GET", uri: "/v20180820/accesspointforobjectlambda/{Name}/policy")
@endpoint(hostPrefix: "{AccountId}.")
operation GetAccessPointPolicyForObjectLambda {
    input: GetAccessPointPolicyForObjectLambdaRequest
    output: GetAccessPointPolicyForObjectLambdaResult
}

@http(method: "GET", uri: "/v20180820/accesspoint/{Name}/policyStatus")
@endpoint(hostPrefix: "{AccountId}.")
operation GetAccessPointPolicyStatus {
    input: GetAccessPointPolicyStatusRequest
    output: GetAccessPointPolicyStatusResult
}

@http(method: "GET", uri: "/v20180820/accesspointforobjectlambda/{Name}/policyStatus")
@endpoint(hostPrefix: "{AccountId}.")
operation GetAccessPointPolicyStatusForObjectLambda {
    input: GetAccessPointPolicyStatusForObjectLambdaRequest
    output: GetAccessPointPolicyStatusForObjectLambdaResult
}

@http(method: "GET", uri: "/v20180820/accesspoint/{Name}/scope")
operation GetAccessPointScope {
    input: GetAccessPointScopeRequest
    output: GetAccessPointScopeResult
}

@http(method: "GET", uri: "/v20180820/bucket/{Bucket}")
@endpoint(hostPrefix: "{AccountId}.")
operation GetBucket { input: GetBucketRequest output: GetBucketResult }

@http(method: "GET", uri: "/v20180820/bucket/{Bucket}/lifecycleconfiguration")
@endpoint(hostPrefix: "{AccountId}.")
operation GetBucketLifecycleConfiguration {
    input: GetBucketLifecycleConfigurationRequest
    output: GetBucketLifecycleConfigurationResult
}

@http(method: "GET", uri: "/v20180820/bucket/{Bucket}/policy")
@endpoint(hostPrefix: "{AccountId}.")
operation GetBucketPolicy { input: GetBucketPolicyRequest output: GetBucketPolicyResult }

@http(method: "GET", uri: "/v20180820/bucket/{Bucket}/replication")
@endpoint(hostPrefix: "{AccountId}.")
operation GetBucketReplication {
    input: GetBucketReplicationRequest
    output: GetBucketReplicationResult
}

@http(method: "GET", uri: "/v20180820/bucket/{Bucket}/tagging")
@endpoint(hostPrefix: "{AccountId}.")
operation GetBucketTagging { input: GetBucketTaggingRequest output: GetBucketTaggingResult }

@http(method: "GET", uri: "/v20180820/bucket/{Bucket}/versioning")
@endpoint(hostPrefix: "{AccountId}.")
operation GetBucketVersioning {
    input: GetBucketVersioningRequest
    output: GetBucketVersioningResult
}

@http(method: "GET", uri: "/v20180820/accessgrantsinstance/dataaccess")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation GetDataAccess { input: GetDataAccessRequest output: GetDataAccessResult }

@http(method: "GET", uri: "/v20180820/jobs/{JobId}/tagging")
@endpoint(hostPrefix: "{AccountId}.")
operation GetJobTagging {
    input: GetJobTaggingRequest
    output: GetJobTaggingResult
    errors: [InternalServiceException TooManyRequestsException NotFoundException]
}

@http(method: "GET", uri: "/v20180820/mrap/instances/{Name+}")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation GetMultiRegionAccessPoint {
    input: GetMultiRegionAccessPointRequest
    output: GetMultiRegionAccessPointResult
}

@http(method: "GET", uri: "/v20180820/mrap/instances/{Name+}/policy")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation GetMultiRegionAccessPointPolicy {
    input: GetMultiRegionAccessPointPolicyRequest
    output: GetMultiRegionAccessPointPolicyResult
}

@http(method: "GET", uri: "/v20180820/mrap/instances/{Name+}/policystatus")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation GetMultiRegionAccessPointPolicyStatus {
    input: GetMultiRegionAccessPointPolicyStatusRequest
    output: GetMultiRegionAccessPointPolicyStatusResult
}

@http(method: "GET", uri: "/v20180820/mrap/instances/{Mrap+}/routes")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation GetMultiRegionAccessPointRoutes {
    input: GetMultiRegionAccessPointRoutesRequest
    output: GetMultiRegionAccessPointRoutesResult
}

@http(method: "GET", uri: "/v20180820/configuration/publicAccessBlock")
@endpoint(hostPrefix: "{AccountId}.")
operation GetPublicAccessBlock {
    input: GetPublicAccessBlockRequest
    output: GetPublicAccessBlockOutput
    errors: [NoSuchPublicAccessBlockConfiguration]
}

@http(method: "GET", uri: "/v20180820/storagelens/{ConfigId}")
@endpoint(hostPrefix: "{AccountId}.")
operation GetStorageLensConfiguration {
    input: GetStorageLensConfigurationRequest
    output: GetStorageLensConfigurationResult
}

@http(method: "GET", uri: "/v20180820/storagelens/{ConfigId}/tagging")
@endpoint(hostPrefix: "{AccountId}.")
operation GetStorageLensConfigurationTagging {
    input: GetStorageLensConfigurationTaggingRequest
    output: GetStorageLensConfigurationTaggingResult
}

@http(method: "GET", uri: "/v20180820/storagelensgroup/{Name}")
@endpoint(hostPrefix: "{AccountId}.")
operation GetStorageLensGroup {
    input: GetStorageLensGroupRequest
    output: GetStorageLensGroupResult
}

@http(method: "GET", uri: "/v20180820/accessgrantsinstance/grants")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation ListAccessGrants { input: ListAccessGrantsRequest output: ListAccessGrantsResult }

@http(method: "GET", uri: "/v20180820/accessgrantsinstances")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation ListAccessGrantsInstances {
    input: ListAccessGrantsInstancesRequest
    output: ListAccessGrantsInstancesResult
}

@http(method: "GET", uri: "/v20180820/accessgrantsinstance/locations")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation ListAccessGrantsLocations {
    input: ListAccessGrantsLocationsRequest
    output: ListAccessGrantsLocationsResult
}

@http(method: "GET", uri: "/v20180820/accesspoint")
@endpoint(hostPrefix: "{AccountId}.")
operation ListAccessPoints { input: ListAccessPointsRequest output: ListAccessPointsResult }

@http(method: "GET", uri: "/v20180820/accesspointfordirectory")
operation ListAccessPointsForDirectoryBuckets {
    input: ListAccessPointsForDirectoryBucketsRequest
    output: ListAccessPointsForDirectoryBucketsResult
}

@http(method: "GET", uri: "/v20180820/accesspointforobjectlambda")
@endpoint(hostPrefix: "{AccountId}.")
operation ListAccessPointsForObjectLambda {
    input: ListAccessPointsForObjectLambdaRequest
    output: ListAccessPointsForObjectLambdaResult
}

@http(method: "GET", uri: "/v20180820/accessgrantsinstance/caller/grants")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation ListCallerAccessGrants {
    input: ListCallerAccessGrantsRequest
    output: ListCallerAccessGrantsResult
}

@http(method: "GET", uri: "/v20180820/jobs")
@endpoint(hostPrefix: "{AccountId}.")
operation ListJobs {
    input: ListJobsRequest
    output: ListJobsResult
    errors: [InvalidRequestException InternalServiceException InvalidNextTokenException]
}

@http(method: "GET", uri: "/v20180820/mrap/instances")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation ListMultiRegionAccessPoints {
    input: ListMultiRegionAccessPointsRequest
    output: ListMultiRegionAccessPointsResult
}

@http(method: "GET", uri: "/v20180820/bucket")
@endpoint(hostPrefix: "{AccountId}.")
operation ListRegionalBuckets {
    input: ListRegionalBucketsRequest
    output: ListRegionalBucketsResult
}

@http(method: "GET", uri: "/v20180820/storagelens")
@endpoint(hostPrefix: "{AccountId}.")
operation ListStorageLensConfigurations {
    input: ListStorageLensConfigurationsRequest
    output: ListStorageLensConfigurationsResult
}

@http(method: "GET", uri: "/v20180820/storagelensgroup")
@endpoint(hostPrefix: "{AccountId}.")
operation ListStorageLensGroups {
    input: ListStorageLensGroupsRequest
    output: ListStorageLensGroupsResult
}

@http(method: "GET", uri: "/v20180820/tags/{ResourceArn+}")
@endpoint(hostPrefix: "{AccountId}.")
operation ListTagsForResource {
    input: ListTagsForResourceRequest
    output: ListTagsForResourceResult
}

@http(method: "PUT", uri: "/v20180820/accessgrantsinstance/resourcepolicy")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation PutAccessGrantsInstanceResourcePolicy {
    input: PutAccessGrantsInstanceResourcePolicyRequest
    output: PutAccessGrantsInstanceResourcePolicyResult
}

@http(method: "PUT", uri: "/v20180820/accesspointforobjectlambda/{Name}/configuration")
@endpoint(hostPrefix: "{AccountId}.")
operation PutAccessPointConfigurationForObjectLambda {
    input: PutAccessPointConfigurationForObjectLambdaRequest
}

@http(method: "PUT", uri: "/v20180820/accesspoint/{Name}/policy")
@endpoint(hostPrefix: "{AccountId}.")
operation PutAccessPointPolicy { input: PutAccessPointPolicyRequest }

@http(method: "PUT", uri: "/v20180820/accesspointforobjectlambda/{Name}/policy")
@endpoint(hostPrefix: "{AccountId}.")
operation PutAccessPointPolicyForObjectLambda { input: PutAccessPointPolicyForObjectLambdaRequest }

@http(method: "PUT", uri: "/v20180820/accesspoint/{Name}/scope")
operation PutAccessPointScope { input: PutAccessPointScopeRequest }

@http(method: "PUT", uri: "/v20180820/bucket/{Bucket}/lifecycleconfiguration")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation PutBucketLifecycleConfiguration { input: PutBucketLifecycleConfigurationRequest }

@http(method: "PUT", uri: "/v20180820/bucket/{Bucket}/policy")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation PutBucketPolicy { input: PutBucketPolicyRequest }

@http(method: "PUT", uri: "/v20180820/bucket/{Bucket}/replication")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation PutBucketReplication { input: PutBucketReplicationRequest }

@http(method: "PUT", uri: "/v20180820/bucket/{Bucket}/tagging")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation PutBucketTagging { input: PutBucketTaggingRequest }

@http(method: "PUT", uri: "/v20180820/bucket/{Bucket}/versioning")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation PutBucketVersioning { input: PutBucketVersioningRequest }

@http(method: "PUT", uri: "/v20180820/jobs/{JobId}/tagging")
@endpoint(hostPrefix: "{AccountId}.")
operation PutJobTagging {
    input: PutJobTaggingRequest
    output: PutJobTaggingResult
    errors: [
        InternalServiceException TooManyRequestsException NotFoundException TooManyTagsException
    ]
}

@http(method: "POST", uri: "/v20180820/async-requests/mrap/put-policy")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation PutMultiRegionAccessPointPolicy {
    input: PutMultiRegionAccessPointPolicyRequest
    output: PutMultiRegionAccessPointPolicyResult
}

@http(method: "PUT", uri: "/v20180820/configuration/publicAccessBlock")
@endpoint(hostPrefix: "{AccountId}.")
operation PutPublicAccessBlock { input: PutPublicAccessBlockRequest }

@http(method: "PUT", uri: "/v20180820/storagelens/{ConfigId}")
@endpoint(hostPrefix: "{AccountId}.")
operation PutStorageLensConfiguration { input: PutStorageLensConfigurationRequest }

@http(method: "PUT", uri: "/v20180820/storagelens/{ConfigId}/tagging")
@endpoint(hostPrefix: "{AccountId}.")
operation PutStorageLensConfigurationTagging {
    input: PutStorageLensConfigurationTaggingRequest
    output: PutStorageLensConfigurationTaggingResult
}

@http(method: "PATCH", uri: "/v20180820/mrap/instances/{Mrap+}/routes")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation SubmitMultiRegionAccessPointRoutes {
    input: SubmitMultiRegionAccessPointRoutesRequest
    output: SubmitMultiRegionAccessPointRoutesResult
}

@http(method: "POST", uri: "/v20180820/tags/{ResourceArn+}", code: 204)
@endpoint(hostPrefix: "{AccountId}.")
operation TagResource { input: TagResourceRequest output: TagResourceResult }

@http(method: "DELETE", uri: "/v20180820/tags/{ResourceArn+}", code: 204)
@endpoint(hostPrefix: "{AccountId}.")
operation UntagResource { input: UntagResourceRequest output: UntagResourceResult }

@http(method: "PUT", uri: "/v20180820/accessgrantsinstance/location/{AccessGrantsLocationId}")
@httpChecksumRequired
@endpoint(hostPrefix: "{AccountId}.")
operation UpdateAccessGrantsLocation {
    input: UpdateAccessGrantsLocationRequest
    output: UpdateAccessGrantsLocationResult
}

@http(method: "POST", uri: "/v20180820/jobs/{JobId}/priority")
@endpoint(hostPrefix: "{AccountId}.")
operation UpdateJobPriority {
    input: UpdateJobPriorityRequest
    output: UpdateJobPriorityResult
    errors: [
        BadRequestException TooManyRequestsException NotFoundException InternalServiceException
    ]
}

@http(method: "POST", uri: "/v20180820/jobs/{JobId}/status")
@endpoint(hostPrefix: "{AccountId}.")
operation UpdateJobStatus {
    input: UpdateJobStatusRequest
    output: UpdateJobStatusResult
    errors: [
        BadRequestException TooManyRequestsException NotFoundException JobStatusException
        InternalServiceException
    ]
}

@http(method: "PUT", uri: "/v20180820/storagelensgroup/{Name}", code: 204)
@endpoint(hostPrefix: "{AccountId}.")
operation UpdateStorageLensGroup { input: UpdateStorageLensGroupRequest }

structure AbortIncompleteMultipartUpload {
    DaysAfterInitiation: DaysAfterInitiation
}

structure AccessControlTranslation {
    @required Owner: OwnerOverride
}

structure AccessGrantsLocationConfiguration {
    S3SubPrefix: S3Prefix
}

structure AccessPoint {
    @required Name: AccessPointName
    @required NetworkOrigin: NetworkOrigin
    VpcConfiguration: VpcConfiguration
    @required Bucket: AccessPointBucketName
    AccessPointArn: S3AccessPointArn
    Alias: Alias
    BucketAccountId: AccountId
    DataSourceId: DataSourceId
    DataSourceType: DataSourceType
}

structure AccountLevel {
    ActivityMetrics: ActivityMetrics
    @required BucketLevel: BucketLevel
    AdvancedCostOptimizationMetrics: AdvancedCostOptimizationMetrics
    AdvancedDataProtectionMetrics: AdvancedDataProtectionMetrics
    DetailedStatusCodesMetrics: DetailedStatusCodesMetrics
    AdvancedPerformanceMetrics: AdvancedPerformanceMetrics
    StorageLensGroupLevel: StorageLensGroupLevel
}

structure ActivityMetrics {
    IsEnabled: IsEnabled
}

structure AdvancedCostOptimizationMetrics {
    IsEnabled: IsEnabled
}

structure AdvancedDataProtectionMetrics {
    IsEnabled: IsEnabled
}

structure AdvancedPerformanceMetrics {
    IsEnabled: IsEnabled
}

@xmlName("AssociateAccessGrantsIdentityCenterRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure AssociateAccessGrantsIdentityCenterRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required IdentityCenterArn: IdentityCenterArn
}

structure AsyncErrorDetails {
    Code: MaxLength1024String
    Message: MaxLength1024String
    Resource: MaxLength1024String
    RequestId: MaxLength1024String
}

structure AsyncOperation {
    CreationTime: AsyncCreationTimestamp
    Operation: AsyncOperationName
    RequestTokenARN: AsyncRequestTokenARN
    RequestParameters: AsyncRequestParameters
    RequestStatus: AsyncRequestStatus
    ResponseDetails: AsyncResponseDetails
}

structure AsyncRequestParameters {
    CreateMultiRegionAccessPointRequest: CreateMultiRegionAccessPointInput
    DeleteMultiRegionAccessPointRequest: DeleteMultiRegionAccessPointInput
    PutMultiRegionAccessPointPolicyRequest: PutMultiRegionAccessPointPolicyInput
}

structure AsyncResponseDetails {
    MultiRegionAccessPointDetails: MultiRegionAccessPointsAsyncResponse
    ErrorDetails: AsyncErrorDetails
}

structure AwsLambdaTransformation {
    @required FunctionArn: FunctionArnString
    FunctionPayload: AwsLambdaTransformationPayload
}

@error("client")
structure BadRequestException {
    Message: ExceptionMessage
}

@error("client")
structure BucketAlreadyExists {}

@error("client")
structure BucketAlreadyOwnedByYou {}

structure BucketLevel {
    ActivityMetrics: ActivityMetrics
    PrefixLevel: PrefixLevel
    AdvancedCostOptimizationMetrics: AdvancedCostOptimizationMetrics
    AdvancedDataProtectionMetrics: AdvancedDataProtectionMetrics
    DetailedStatusCodesMetrics: DetailedStatusCodesMetrics
    AdvancedPerformanceMetrics: AdvancedPerformanceMetrics
}

structure CloudWatchMetrics {
    @required IsEnabled: IsEnabled
}

@xmlName("CreateAccessGrantRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure CreateAccessGrantRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required AccessGrantsLocationId: AccessGrantsLocationId
    AccessGrantsLocationConfiguration: AccessGrantsLocationConfiguration
    @required Grantee: Grantee
    @required Permission: Permission
    ApplicationArn: IdentityCenterApplicationArn
    S3PrefixType: S3PrefixType
    Tags: TagList
}

structure CreateAccessGrantResult {
    CreatedAt: CreationTimestamp
    AccessGrantId: AccessGrantId
    AccessGrantArn: AccessGrantArn
    Grantee: Grantee
    AccessGrantsLocationId: AccessGrantsLocationId
    AccessGrantsLocationConfiguration: AccessGrantsLocationConfiguration
    Permission: Permission
    ApplicationArn: IdentityCenterApplicationArn
    GrantScope: S3Prefix
}

@xmlName("CreateAccessGrantsInstanceRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure CreateAccessGrantsInstanceRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    IdentityCenterArn: IdentityCenterArn
    Tags: TagList
}

structure CreateAccessGrantsInstanceResult {
    CreatedAt: CreationTimestamp
    AccessGrantsInstanceId: AccessGrantsInstanceId
    AccessGrantsInstanceArn: AccessGrantsInstanceArn
    @deprecated IdentityCenterArn: IdentityCenterArn
    IdentityCenterInstanceArn: IdentityCenterArn
    IdentityCenterApplicationArn: IdentityCenterApplicationArn
}

@xmlName("CreateAccessGrantsLocationRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure CreateAccessGrantsLocationRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required LocationScope: S3Prefix
    @required IAMRoleArn: IAMRoleArn
    Tags: TagList
}

structure CreateAccessGrantsLocationResult {
    CreatedAt: CreationTimestamp
    AccessGrantsLocationId: AccessGrantsLocationId
    AccessGrantsLocationArn: AccessGrantsLocationArn
    LocationScope: S3Prefix
    IAMRoleArn: IAMRoleArn
}

@xmlName("CreateAccessPointForObjectLambdaRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure CreateAccessPointForObjectLambdaRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: ObjectLambdaAccessPointName
    @required Configuration: ObjectLambdaConfiguration
}

structure CreateAccessPointForObjectLambdaResult {
    ObjectLambdaAccessPointArn: ObjectLambdaAccessPointArn
    Alias: ObjectLambdaAccessPointAlias
}

@xmlName("CreateAccessPointRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure CreateAccessPointRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: AccessPointName
    @required Bucket: BucketName
    VpcConfiguration: VpcConfiguration
    PublicAccessBlockConfiguration: PublicAccessBlockConfiguration
    BucketAccountId: AccountId
    Scope: Scope
    Tags: TagList
}

structure CreateAccessPointResult {
    AccessPointArn: S3AccessPointArn
    Alias: Alias
}

structure CreateBucketConfiguration {
    LocationConstraint: BucketLocationConstraint
}

structure CreateBucketRequest {
    @httpHeader("x-amz-acl") ACL: BucketCannedACL
    @required @httpLabel Bucket: BucketName
    @httpPayload @xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
    CreateBucketConfiguration: CreateBucketConfiguration
    @httpHeader("x-amz-grant-full-control") GrantFullControl: GrantFullControl
    @httpHeader("x-amz-grant-read") GrantRead: GrantRead
    @httpHeader("x-amz-grant-read-acp") GrantReadACP: GrantReadACP
    @httpHeader("x-amz-grant-write") GrantWrite: GrantWrite
    @httpHeader("x-amz-grant-write-acp") GrantWriteACP: GrantWriteACP
    @httpHeader("x-amz-bucket-object-lock-enabled")
    ObjectLockEnabledForBucket: ObjectLockEnabledForBucket
    @httpHeader("x-amz-outpost-id") OutpostId: NonEmptyMaxLength64String
}

structure CreateBucketResult {
    @httpHeader("Location") Location: Location
    BucketArn: S3RegionalBucketArn
}

@xmlName("CreateJobRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure CreateJobRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    ConfirmationRequired: ConfirmationRequired
    @required Operation: JobOperation
    @required Report: JobReport
    @required @idempotencyToken ClientRequestToken: NonEmptyMaxLength64String
    Manifest: JobManifest
    Description: NonEmptyMaxLength256String
    @required Priority: JobPriority
    @required RoleArn: IAMRoleArn
    Tags: S3TagSet
    ManifestGenerator: JobManifestGenerator
}

structure CreateJobResult {
    JobId: JobId
}

structure CreateMultiRegionAccessPointInput {
    @required Name: MultiRegionAccessPointName
    PublicAccessBlock: PublicAccessBlockConfiguration
    @required Regions: RegionCreationList
}

@xmlName("CreateMultiRegionAccessPointRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure CreateMultiRegionAccessPointRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @idempotencyToken ClientToken: MultiRegionAccessPointClientToken
    @required Details: CreateMultiRegionAccessPointInput
}

structure CreateMultiRegionAccessPointResult {
    RequestTokenARN: AsyncRequestTokenARN
}

@xmlName("CreateStorageLensGroupRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure CreateStorageLensGroupRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required StorageLensGroup: StorageLensGroup
    Tags: TagList
}

structure Credentials {
    AccessKeyId: AccessKeyId
    SecretAccessKey: SecretAccessKey
    SessionToken: SessionToken
    Expiration: Expiration
}

structure DSSEKMSFilter {
    KmsKeyArn: NonEmptyKmsKeyArnString
}

structure DeleteAccessGrantRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel AccessGrantId: AccessGrantId
}

structure DeleteAccessGrantsInstanceRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
}

structure DeleteAccessGrantsInstanceResourcePolicyRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
}

structure DeleteAccessGrantsLocationRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel AccessGrantsLocationId: AccessGrantsLocationId
}

structure DeleteAccessPointForObjectLambdaRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: ObjectLambdaAccessPointName
}

structure DeleteAccessPointPolicyForObjectLambdaRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: ObjectLambdaAccessPointName
}

structure DeleteAccessPointPolicyRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: AccessPointName
}

structure DeleteAccessPointRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: AccessPointName
}

structure DeleteAccessPointScopeRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: AccessPointName
}

structure DeleteBucketLifecycleConfigurationRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Bucket: BucketName
}

structure DeleteBucketPolicyRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Bucket: BucketName
}

structure DeleteBucketReplicationRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Bucket: BucketName
}

structure DeleteBucketRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Bucket: BucketName
}

structure DeleteBucketTaggingRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Bucket: BucketName
}

structure DeleteJobTaggingRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel JobId: JobId
}

structure DeleteJobTaggingResult {}

structure DeleteMarkerReplication {
    @required Status: DeleteMarkerReplicationStatus
}

structure DeleteMultiRegionAccessPointInput {
    @required Name: MultiRegionAccessPointName
}

@xmlName("DeleteMultiRegionAccessPointRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure DeleteMultiRegionAccessPointRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @idempotencyToken ClientToken: MultiRegionAccessPointClientToken
    @required Details: DeleteMultiRegionAccessPointInput
}

structure DeleteMultiRegionAccessPointResult {
    RequestTokenARN: AsyncRequestTokenARN
}

structure DeletePublicAccessBlockRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
}

structure DeleteStorageLensConfigurationRequest {
    @required @httpLabel ConfigId: ConfigId
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
}

structure DeleteStorageLensConfigurationTaggingRequest {
    @required @httpLabel ConfigId: ConfigId
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
}

structure DeleteStorageLensConfigurationTaggingResult {}

structure DeleteStorageLensGroupRequest {
    @required @httpLabel Name: StorageLensGroupName
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
}

structure DescribeJobRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel JobId: JobId
}

structure DescribeJobResult {
    Job: JobDescriptor
}

structure DescribeMultiRegionAccessPointOperationRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel RequestTokenARN: AsyncRequestTokenARN
}

structure DescribeMultiRegionAccessPointOperationResult {
    AsyncOperation: AsyncOperation
}

structure Destination {
    Account: AccountId
    @required Bucket: BucketIdentifierString
    ReplicationTime: ReplicationTime
    AccessControlTranslation: AccessControlTranslation
    EncryptionConfiguration: EncryptionConfiguration
    Metrics: Metrics
    StorageClass: ReplicationStorageClass
}

structure DetailedStatusCodesMetrics {
    IsEnabled: IsEnabled
}

structure DissociateAccessGrantsIdentityCenterRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
}

structure EncryptionConfiguration {
    ReplicaKmsKeyID: ReplicaKmsKeyID
}

structure EstablishedMultiRegionAccessPointPolicy {
    Policy: Policy
}

structure Exclude {
    Buckets: Buckets
    Regions: Regions
}

structure ExistingObjectReplication {
    @required Status: ExistingObjectReplicationStatus
}

structure GeneratedManifestEncryption {
    @xmlName("SSE-S3") SSES3: SSES3Encryption
    @xmlName("SSE-KMS") SSEKMS: SSEKMSEncryption
}

structure GetAccessGrantRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel AccessGrantId: AccessGrantId
}

structure GetAccessGrantResult {
    CreatedAt: CreationTimestamp
    AccessGrantId: AccessGrantId
    AccessGrantArn: AccessGrantArn
    Grantee: Grantee
    Permission: Permission
    AccessGrantsLocationId: AccessGrantsLocationId
    AccessGrantsLocationConfiguration: AccessGrantsLocationConfiguration
    GrantScope: S3Prefix
    ApplicationArn: IdentityCenterApplicationArn
}

structure GetAccessGrantsInstanceForPrefixRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpQuery("s3prefix") S3Prefix: S3Prefix
}

structure GetAccessGrantsInstanceForPrefixResult {
    AccessGrantsInstanceArn: AccessGrantsInstanceArn
    AccessGrantsInstanceId: AccessGrantsInstanceId
}

structure GetAccessGrantsInstanceRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
}

structure GetAccessGrantsInstanceResourcePolicyRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
}

structure GetAccessGrantsInstanceResourcePolicyResult {
    Policy: PolicyDocument
    Organization: Organization
    CreatedAt: CreationTimestamp
}

structure GetAccessGrantsInstanceResult {
    AccessGrantsInstanceArn: AccessGrantsInstanceArn
    AccessGrantsInstanceId: AccessGrantsInstanceId
    @deprecated IdentityCenterArn: IdentityCenterArn
    IdentityCenterInstanceArn: IdentityCenterArn
    IdentityCenterApplicationArn: IdentityCenterApplicationArn
    CreatedAt: CreationTimestamp
}

structure GetAccessGrantsLocationRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel AccessGrantsLocationId: AccessGrantsLocationId
}

structure GetAccessGrantsLocationResult {
    CreatedAt: CreationTimestamp
    AccessGrantsLocationId: AccessGrantsLocationId
    AccessGrantsLocationArn: AccessGrantsLocationArn
    LocationScope: S3Prefix
    IAMRoleArn: IAMRoleArn
}

structure GetAccessPointConfigurationForObjectLambdaRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: ObjectLambdaAccessPointName
}

structure GetAccessPointConfigurationForObjectLambdaResult {
    Configuration: ObjectLambdaConfiguration
}

structure GetAccessPointForObjectLambdaRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: ObjectLambdaAccessPointName
}

structure GetAccessPointForObjectLambdaResult {
    Name: ObjectLambdaAccessPointName
    PublicAccessBlockConfiguration: PublicAccessBlockConfiguration
    CreationDate: CreationDate
    Alias: ObjectLambdaAccessPointAlias
}

structure GetAccessPointPolicyForObjectLambdaRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: ObjectLambdaAccessPointName
}

structure GetAccessPointPolicyForObjectLambdaResult {
    Policy: ObjectLambdaPolicy
}

structure GetAccessPointPolicyRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: AccessPointName
}

structure GetAccessPointPolicyResult {
    Policy: Policy
}

structure GetAccessPointPolicyStatusForObjectLambdaRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: ObjectLambdaAccessPointName
}

structure GetAccessPointPolicyStatusForObjectLambdaResult {
    PolicyStatus: PolicyStatus
}

structure GetAccessPointPolicyStatusRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: AccessPointName
}

structure GetAccessPointPolicyStatusResult {
    PolicyStatus: PolicyStatus
}

structure GetAccessPointRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: AccessPointName
}

structure GetAccessPointResult {
    Name: AccessPointName
    Bucket: AccessPointBucketName
    NetworkOrigin: NetworkOrigin
    VpcConfiguration: VpcConfiguration
    PublicAccessBlockConfiguration: PublicAccessBlockConfiguration
    CreationDate: CreationDate
    Alias: Alias
    AccessPointArn: S3AccessPointArn
    Endpoints: Endpoints
    BucketAccountId: AccountId
    DataSourceId: DataSourceId
    DataSourceType: DataSourceType
}

structure GetAccessPointScopeRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: AccessPointName
}

structure GetAccessPointScopeResult {
    Scope: Scope
}

structure GetBucketLifecycleConfigurationRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Bucket: BucketName
}

structure GetBucketLifecycleConfigurationResult {
    Rules: LifecycleRules
}

structure GetBucketPolicyRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Bucket: BucketName
}

structure GetBucketPolicyResult {
    Policy: Policy
}

structure GetBucketReplicationRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Bucket: BucketName
}

structure GetBucketReplicationResult {
    ReplicationConfiguration: ReplicationConfiguration
}

structure GetBucketRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Bucket: BucketName
}

structure GetBucketResult {
    Bucket: BucketName
    PublicAccessBlockEnabled: PublicAccessBlockEnabled
    CreationDate: CreationDate
}

structure GetBucketTaggingRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Bucket: BucketName
}

structure GetBucketTaggingResult {
    @required TagSet: S3TagSet
}

structure GetBucketVersioningRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Bucket: BucketName
}

structure GetBucketVersioningResult {
    Status: BucketVersioningStatus
    @xmlName("MfaDelete") MFADelete: MFADeleteStatus
}

structure GetDataAccessRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpQuery("target") Target: S3Prefix
    @required @httpQuery("permission") Permission: Permission
    @httpQuery("durationSeconds") DurationSeconds: DurationSeconds
    @httpQuery("privilege") Privilege: Privilege
    @httpQuery("targetType") TargetType: S3PrefixType
    @httpQuery("auditContext") AuditContext: AuditContext
}

structure GetDataAccessResult {
    Credentials: Credentials
    MatchedGrantTarget: S3Prefix
    Grantee: Grantee
}

structure GetJobTaggingRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel JobId: JobId
}

structure GetJobTaggingResult {
    Tags: S3TagSet
}

structure GetMultiRegionAccessPointPolicyRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: MultiRegionAccessPointName
}

structure GetMultiRegionAccessPointPolicyResult {
    Policy: MultiRegionAccessPointPolicyDocument
}

structure GetMultiRegionAccessPointPolicyStatusRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: MultiRegionAccessPointName
}

structure GetMultiRegionAccessPointPolicyStatusResult {
    Established: PolicyStatus
}

structure GetMultiRegionAccessPointRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: MultiRegionAccessPointName
}

structure GetMultiRegionAccessPointResult {
    AccessPoint: MultiRegionAccessPointReport
}

structure GetMultiRegionAccessPointRoutesRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Mrap: MultiRegionAccessPointId
}

structure GetMultiRegionAccessPointRoutesResult {
    Mrap: MultiRegionAccessPointId
    Routes: RouteList
}

structure GetPublicAccessBlockOutput {
    @httpPayload PublicAccessBlockConfiguration: PublicAccessBlockConfiguration
}

structure GetPublicAccessBlockRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
}

structure GetStorageLensConfigurationRequest {
    @required @httpLabel ConfigId: ConfigId
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
}

structure GetStorageLensConfigurationResult {
    @httpPayload StorageLensConfiguration: StorageLensConfiguration
}

structure GetStorageLensConfigurationTaggingRequest {
    @required @httpLabel ConfigId: ConfigId
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
}

structure GetStorageLensConfigurationTaggingResult {
    Tags: StorageLensTags
}

structure GetStorageLensGroupRequest {
    @required @httpLabel Name: StorageLensGroupName
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
}

structure GetStorageLensGroupResult {
    @httpPayload StorageLensGroup: StorageLensGroup
}

structure Grantee {
    GranteeType: GranteeType
    GranteeIdentifier: GranteeIdentifier
}

@error("client")
structure IdempotencyException {
    Message: ExceptionMessage
}

structure Include {
    Buckets: Buckets
    Regions: Regions
}

@error("server")
structure InternalServiceException {
    Message: ExceptionMessage
}

@error("client")
structure InvalidNextTokenException {
    Message: ExceptionMessage
}

@error("client")
structure InvalidRequestException {
    Message: ExceptionMessage
}

structure JobDescriptor {
    JobId: JobId
    ConfirmationRequired: ConfirmationRequired
    Description: NonEmptyMaxLength256String
    JobArn: JobArn
    Status: JobStatus
    Manifest: JobManifest
    Operation: JobOperation
    Priority: JobPriority
    ProgressSummary: JobProgressSummary
    StatusUpdateReason: JobStatusUpdateReason
    FailureReasons: JobFailureList
    Report: JobReport
    CreationTime: JobCreationTime
    TerminationDate: JobTerminationDate
    RoleArn: IAMRoleArn
    SuspendedDate: SuspendedDate
    SuspendedCause: SuspendedCause
    ManifestGenerator: JobManifestGenerator
    GeneratedManifestDescriptor: S3GeneratedManifestDescriptor
}

structure JobFailure {
    FailureCode: JobFailureCode
    FailureReason: JobFailureReason
}

structure JobListDescriptor {
    JobId: JobId
    Description: NonEmptyMaxLength256String
    Operation: OperationName
    Priority: JobPriority
    Status: JobStatus
    CreationTime: JobCreationTime
    TerminationDate: JobTerminationDate
    ProgressSummary: JobProgressSummary
}

structure JobManifest {
    @required Spec: JobManifestSpec
    @required Location: JobManifestLocation
}

union JobManifestGenerator {
    S3JobManifestGenerator: S3JobManifestGenerator
}

structure JobManifestGeneratorFilter {
    EligibleForReplication: Boolean
    CreatedAfter: ObjectCreationTime
    CreatedBefore: ObjectCreationTime
    ObjectReplicationStatuses: ReplicationStatusFilterList
    KeyNameConstraint: KeyNameConstraint
    ObjectSizeGreaterThanBytes: ObjectSizeGreaterThanBytes
    ObjectSizeLessThanBytes: ObjectSizeLessThanBytes
    MatchAnyStorageClass: StorageClassList
    MatchAnyObjectEncryption: ObjectEncryptionFilterList
}

structure JobManifestLocation {
    @required ObjectArn: S3KeyArnString
    ObjectVersionId: S3ObjectVersionId
    @required ETag: NonEmptyMaxLength1024String
}

structure JobManifestSpec {
    @required Format: JobManifestFormat
    Fields: JobManifestFieldList
}

structure JobOperation {
    LambdaInvoke: LambdaInvokeOperation
    S3PutObjectCopy: S3CopyObjectOperation
    S3PutObjectAcl: S3SetObjectAclOperation
    S3PutObjectTagging: S3SetObjectTaggingOperation
    S3DeleteObjectTagging: S3DeleteObjectTaggingOperation
    S3InitiateRestoreObject: S3InitiateRestoreObjectOperation
    S3PutObjectLegalHold: S3SetObjectLegalHoldOperation
    S3PutObjectRetention: S3SetObjectRetentionOperation
    S3ReplicateObject: S3ReplicateObjectOperation
    S3ComputeObjectChecksum: S3ComputeObjectChecksumOperation
    S3UpdateObjectEncryption: S3UpdateObjectEncryptionOperation
}

structure JobProgressSummary {
    TotalNumberOfTasks: JobTotalNumberOfTasks
    NumberOfTasksSucceeded: JobNumberOfTasksSucceeded
    NumberOfTasksFailed: JobNumberOfTasksFailed
    Timers: JobTimers
}

structure JobReport {
    Bucket: S3BucketArnString
    Format: JobReportFormat
    @required Enabled: Boolean
    Prefix: ReportPrefixString
    ReportScope: JobReportScope
    ExpectedBucketOwner: AccountId
}

@error("client")
structure JobStatusException {
    Message: ExceptionMessage
}

structure JobTimers {
    ElapsedTimeInActiveSeconds: JobTimeInStateSeconds
}

structure KeyNameConstraint {
    MatchAnyPrefix: NonEmptyMaxLength1024StringList
    MatchAnySuffix: NonEmptyMaxLength1024StringList
    MatchAnySubstring: NonEmptyMaxLength1024StringList
}

structure LambdaInvokeOperation {
    FunctionArn: FunctionArnString
    InvocationSchemaVersion: NonEmptyMaxLength64String
    UserArguments: UserArguments
}

structure LifecycleConfiguration {
    Rules: LifecycleRules
}

structure LifecycleExpiration {
    Date: Date
    Days: Days
    ExpiredObjectDeleteMarker: ExpiredObjectDeleteMarker
}

structure LifecycleRule {
    Expiration: LifecycleExpiration
    ID: ID
    Filter: LifecycleRuleFilter
    @required Status: ExpirationStatus
    Transitions: TransitionList
    NoncurrentVersionTransitions: NoncurrentVersionTransitionList
    NoncurrentVersionExpiration: NoncurrentVersionExpiration
    AbortIncompleteMultipartUpload: AbortIncompleteMultipartUpload
}

structure LifecycleRuleAndOperator {
    Prefix: Prefix
    Tags: S3TagSet
    ObjectSizeGreaterThan: ObjectSizeGreaterThanBytes
    ObjectSizeLessThan: ObjectSizeLessThanBytes
}

structure LifecycleRuleFilter {
    Prefix: Prefix
    Tag: S3Tag
    And: LifecycleRuleAndOperator
    ObjectSizeGreaterThan: ObjectSizeGreaterThanBytes
    ObjectSizeLessThan: ObjectSizeLessThanBytes
}

structure ListAccessGrantEntry {
    CreatedAt: CreationTimestamp
    AccessGrantId: AccessGrantId
    AccessGrantArn: AccessGrantArn
    Grantee: Grantee
    Permission: Permission
    AccessGrantsLocationId: AccessGrantsLocationId
    AccessGrantsLocationConfiguration: AccessGrantsLocationConfiguration
    GrantScope: S3Prefix
    ApplicationArn: IdentityCenterApplicationArn
}

structure ListAccessGrantsInstanceEntry {
    AccessGrantsInstanceId: AccessGrantsInstanceId
    AccessGrantsInstanceArn: AccessGrantsInstanceArn
    CreatedAt: CreationTimestamp
    @deprecated IdentityCenterArn: IdentityCenterArn
    IdentityCenterInstanceArn: IdentityCenterArn
    IdentityCenterApplicationArn: IdentityCenterApplicationArn
}

structure ListAccessGrantsInstancesRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @httpQuery("nextToken") NextToken: ContinuationToken
    @httpQuery("maxResults") MaxResults: MaxResults
}

structure ListAccessGrantsInstancesResult {
    NextToken: ContinuationToken
    AccessGrantsInstancesList: AccessGrantsInstancesList
}

structure ListAccessGrantsLocationsEntry {
    CreatedAt: CreationTimestamp
    AccessGrantsLocationId: AccessGrantsLocationId
    AccessGrantsLocationArn: AccessGrantsLocationArn
    LocationScope: S3Prefix
    IAMRoleArn: IAMRoleArn
}

structure ListAccessGrantsLocationsRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @httpQuery("nextToken") NextToken: ContinuationToken
    @httpQuery("maxResults") MaxResults: MaxResults
    @httpQuery("locationscope") LocationScope: S3Prefix
}

structure ListAccessGrantsLocationsResult {
    NextToken: ContinuationToken
    AccessGrantsLocationsList: AccessGrantsLocationsList
}

structure ListAccessGrantsRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @httpQuery("nextToken") NextToken: ContinuationToken
    @httpQuery("maxResults") MaxResults: MaxResults
    @httpQuery("granteetype") GranteeType: GranteeType
    @httpQuery("granteeidentifier") GranteeIdentifier: GranteeIdentifier
    @httpQuery("permission") Permission: Permission
    @httpQuery("grantscope") GrantScope: S3Prefix
    @httpQuery("application_arn") ApplicationArn: IdentityCenterApplicationArn
}

structure ListAccessGrantsResult {
    NextToken: ContinuationToken
    AccessGrantsList: AccessGrantsList
}

structure ListAccessPointsForDirectoryBucketsRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @httpQuery("directoryBucket") DirectoryBucket: BucketName
    @httpQuery("nextToken") NextToken: NonEmptyMaxLength1024String
    @httpQuery("maxResults") MaxResults: MaxResults
}

structure ListAccessPointsForDirectoryBucketsResult {
    AccessPointList: AccessPointList
    NextToken: NonEmptyMaxLength1024String
}

structure ListAccessPointsForObjectLambdaRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @httpQuery("nextToken") NextToken: NonEmptyMaxLength1024String
    @httpQuery("maxResults") MaxResults: MaxResults
}

structure ListAccessPointsForObjectLambdaResult {
    ObjectLambdaAccessPointList: ObjectLambdaAccessPointList
    NextToken: NonEmptyMaxLength1024String
}

structure ListAccessPointsRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @httpQuery("bucket") Bucket: BucketName
    @httpQuery("nextToken") NextToken: NonEmptyMaxLength1024String
    @httpQuery("maxResults") MaxResults: MaxResults
    @httpQuery("dataSourceId") DataSourceId: DataSourceId
    @httpQuery("dataSourceType") DataSourceType: DataSourceType
}

structure ListAccessPointsResult {
    AccessPointList: AccessPointList
    NextToken: NonEmptyMaxLength1024String
}

structure ListCallerAccessGrantsEntry {
    Permission: Permission
    GrantScope: S3Prefix
    ApplicationArn: IdentityCenterApplicationArn
}

structure ListCallerAccessGrantsRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @httpQuery("grantscope") GrantScope: S3Prefix
    @httpQuery("nextToken") NextToken: ContinuationToken
    @httpQuery("maxResults") MaxResults: MaxResults
    @httpQuery("allowedByApplication") AllowedByApplication: Boolean
}

structure ListCallerAccessGrantsResult {
    NextToken: ContinuationToken
    CallerAccessGrantsList: CallerAccessGrantsList
}

structure ListJobsRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @httpQuery("jobStatuses") JobStatuses: JobStatusList
    @httpQuery("nextToken") NextToken: StringForNextToken
    @httpQuery("maxResults") MaxResults: MaxResults
}

structure ListJobsResult {
    NextToken: StringForNextToken
    Jobs: JobListDescriptorList
}

structure ListMultiRegionAccessPointsRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @httpQuery("nextToken") NextToken: NonEmptyMaxLength1024String
    @httpQuery("maxResults") MaxResults: MaxResults
}

structure ListMultiRegionAccessPointsResult {
    AccessPoints: MultiRegionAccessPointReportList
    NextToken: NonEmptyMaxLength1024String
}

structure ListRegionalBucketsRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @httpQuery("nextToken") NextToken: NonEmptyMaxLength1024String
    @httpQuery("maxResults") MaxResults: MaxResults
    @httpHeader("x-amz-outpost-id") OutpostId: NonEmptyMaxLength64String
}

structure ListRegionalBucketsResult {
    RegionalBucketList: RegionalBucketList
    NextToken: NonEmptyMaxLength1024String
}

structure ListStorageLensConfigurationEntry {
    @required Id: ConfigId
    @required StorageLensArn: StorageLensArn
    @required HomeRegion: S3AWSRegion
    IsEnabled: IsEnabled
}

structure ListStorageLensConfigurationsRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @httpQuery("nextToken") NextToken: ContinuationToken
}

@xmlName("ListStorageLensConfigurationResult")
structure ListStorageLensConfigurationsResult {
    NextToken: ContinuationToken
    @xmlName("StorageLensConfiguration") @xmlFlattened
    StorageLensConfigurationList: StorageLensConfigurationList
}

structure ListStorageLensGroupEntry {
    @required Name: StorageLensGroupName
    @required StorageLensGroupArn: StorageLensGroupArn
    @required HomeRegion: S3AWSRegion
}

structure ListStorageLensGroupsRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @httpQuery("nextToken") NextToken: ContinuationToken
}

structure ListStorageLensGroupsResult {
    NextToken: ContinuationToken
    @xmlName("StorageLensGroup") @xmlFlattened StorageLensGroupList: StorageLensGroupList
}

structure ListTagsForResourceRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel ResourceArn: S3ResourceArn
}

structure ListTagsForResourceResult {
    Tags: TagList
}

structure MatchObjectAge {
    DaysGreaterThan: ObjectAgeValue
    DaysLessThan: ObjectAgeValue
}

structure MatchObjectSize {
    BytesGreaterThan: ObjectSizeValue
    BytesLessThan: ObjectSizeValue
}

structure Metrics {
    @required Status: MetricsStatus
    EventThreshold: ReplicationTimeValue
}

structure MultiRegionAccessPointPolicyDocument {
    Established: EstablishedMultiRegionAccessPointPolicy
    Proposed: ProposedMultiRegionAccessPointPolicy
}

structure MultiRegionAccessPointRegionalResponse {
    Name: RegionName
    RequestStatus: AsyncRequestStatus
}

structure MultiRegionAccessPointReport {
    Name: MultiRegionAccessPointName
    Alias: MultiRegionAccessPointAlias
    CreatedAt: CreationTimestamp
    PublicAccessBlock: PublicAccessBlockConfiguration
    Status: MultiRegionAccessPointStatus
    Regions: RegionReportList
}

structure MultiRegionAccessPointRoute {
    Bucket: BucketName
    Region: RegionName
    @required TrafficDialPercentage: TrafficDialPercentage
}

structure MultiRegionAccessPointsAsyncResponse {
    Regions: MultiRegionAccessPointRegionalResponseList
}

@error("client")
@httpError(404)
structure NoSuchPublicAccessBlockConfiguration {
    Message: NoSuchPublicAccessBlockConfigurationMessage
}

structure NoncurrentVersionExpiration {
    NoncurrentDays: Days
    NewerNoncurrentVersions: NoncurrentVersionCount
}

structure NoncurrentVersionTransition {
    NoncurrentDays: Days
    StorageClass: TransitionStorageClass
}

@error("client")
structure NotFoundException {
    Message: ExceptionMessage
}

structure NotSSEFilter {}

structure ObjectEncryption {
    @xmlName("SSE-KMS") SSEKMS: S3UpdateObjectEncryptionSSEKMS
}

union ObjectEncryptionFilter {
    @xmlName("SSE-S3") SSES3: SSES3Filter
    @xmlName("SSE-KMS") SSEKMS: SSEKMSFilter
    @xmlName("DSSE-KMS") DSSEKMS: DSSEKMSFilter
    @xmlName("SSE-C") SSEC: SSECFilter
    @xmlName("NOT-SSE") NOTSSE: NotSSEFilter
}

structure ObjectLambdaAccessPoint {
    @required Name: ObjectLambdaAccessPointName
    ObjectLambdaAccessPointArn: ObjectLambdaAccessPointArn
    Alias: ObjectLambdaAccessPointAlias
}

structure ObjectLambdaAccessPointAlias {
    Value: ObjectLambdaAccessPointAliasValue
    Status: ObjectLambdaAccessPointAliasStatus
}

structure ObjectLambdaConfiguration {
    @required SupportingAccessPoint: ObjectLambdaSupportingAccessPointArn
    CloudWatchMetricsEnabled: Boolean
    AllowedFeatures: ObjectLambdaAllowedFeaturesList
    @required TransformationConfigurations: ObjectLambdaTransformationConfigurationsList
}

union ObjectLambdaContentTransformation {
    AwsLambda: AwsLambdaTransformation
}

structure ObjectLambdaTransformationConfiguration {
    @required Actions: ObjectLambdaTransformationConfigurationActionsList
    @required ContentTransformation: ObjectLambdaContentTransformation
}

structure PolicyStatus {
    IsPublic: IsPublic
}

structure PrefixLevel {
    @required StorageMetrics: PrefixLevelStorageMetrics
}

structure PrefixLevelStorageMetrics {
    IsEnabled: IsEnabled
    SelectionCriteria: SelectionCriteria
}

structure ProposedMultiRegionAccessPointPolicy {
    Policy: Policy
}

structure PublicAccessBlockConfiguration {
    BlockPublicAcls: Setting
    IgnorePublicAcls: Setting
    BlockPublicPolicy: Setting
    RestrictPublicBuckets: Setting
}

@xmlName("PutAccessGrantsInstanceResourcePolicyRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure PutAccessGrantsInstanceResourcePolicyRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required Policy: PolicyDocument
    Organization: Organization
}

structure PutAccessGrantsInstanceResourcePolicyResult {
    Policy: PolicyDocument
    Organization: Organization
    CreatedAt: CreationTimestamp
}

@xmlName("PutAccessPointConfigurationForObjectLambdaRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure PutAccessPointConfigurationForObjectLambdaRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: ObjectLambdaAccessPointName
    @required Configuration: ObjectLambdaConfiguration
}

@xmlName("PutAccessPointPolicyForObjectLambdaRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure PutAccessPointPolicyForObjectLambdaRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: ObjectLambdaAccessPointName
    @required Policy: ObjectLambdaPolicy
}

@xmlName("PutAccessPointPolicyRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure PutAccessPointPolicyRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: AccessPointName
    @required Policy: Policy
}

@xmlName("PutAccessPointScopeRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure PutAccessPointScopeRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Name: AccessPointName
    @required Scope: Scope
}

structure PutBucketLifecycleConfigurationRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Bucket: BucketName
    @httpPayload @xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
    LifecycleConfiguration: LifecycleConfiguration
}

@xmlName("PutBucketPolicyRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure PutBucketPolicyRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-confirm-remove-self-bucket-access")
    ConfirmRemoveSelfBucketAccess: ConfirmRemoveSelfBucketAccess
    @required Policy: Policy
}

structure PutBucketReplicationRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Bucket: BucketName
    @required @httpPayload @xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
    ReplicationConfiguration: ReplicationConfiguration
}

structure PutBucketTaggingRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Bucket: BucketName
    @required @httpPayload @xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
    Tagging: Tagging
}

structure PutBucketVersioningRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Bucket: BucketName
    @httpHeader("x-amz-mfa") MFA: MFA
    @required @httpPayload @xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
    VersioningConfiguration: VersioningConfiguration
}

@xmlName("PutJobTaggingRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure PutJobTaggingRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel JobId: JobId
    @required Tags: S3TagSet
}

structure PutJobTaggingResult {}

structure PutMultiRegionAccessPointPolicyInput {
    @required Name: MultiRegionAccessPointName
    @required Policy: Policy
}

@xmlName("PutMultiRegionAccessPointPolicyRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure PutMultiRegionAccessPointPolicyRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @idempotencyToken ClientToken: MultiRegionAccessPointClientToken
    @required Details: PutMultiRegionAccessPointPolicyInput
}

structure PutMultiRegionAccessPointPolicyResult {
    RequestTokenARN: AsyncRequestTokenARN
}

structure PutPublicAccessBlockRequest {
    @required @httpPayload @xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
    PublicAccessBlockConfiguration: PublicAccessBlockConfiguration
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
}

@xmlName("PutStorageLensConfigurationRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure PutStorageLensConfigurationRequest {
    @required @httpLabel ConfigId: ConfigId
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required StorageLensConfiguration: StorageLensConfiguration
    Tags: StorageLensTags
}

@xmlName("PutStorageLensConfigurationTaggingRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure PutStorageLensConfigurationTaggingRequest {
    @required @httpLabel ConfigId: ConfigId
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required Tags: StorageLensTags
}

structure PutStorageLensConfigurationTaggingResult {}

structure Region {
    @required Bucket: BucketName
    BucketAccountId: AccountId
}

structure RegionReport {
    Bucket: BucketName
    Region: RegionName
    BucketAccountId: AccountId
}

structure RegionalBucket {
    @required Bucket: BucketName
    BucketArn: S3RegionalBucketArn
    @required PublicAccessBlockEnabled: PublicAccessBlockEnabled
    @required CreationDate: CreationDate
    OutpostId: NonEmptyMaxLength64String
}

structure ReplicaModifications {
    @required Status: ReplicaModificationsStatus
}

structure ReplicationConfiguration {
    @required Role: Role
    @required Rules: ReplicationRules
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
    @required Bucket: BucketIdentifierString
}

structure ReplicationRuleAndOperator {
    Prefix: Prefix
    Tags: S3TagSet
}

structure ReplicationRuleFilter {
    Prefix: Prefix
    Tag: S3Tag
    And: ReplicationRuleAndOperator
}

structure ReplicationTime {
    @required Status: ReplicationTimeStatus
    @required Time: ReplicationTimeValue
}

structure ReplicationTimeValue {
    Minutes: Minutes
}

structure S3AccessControlList {
    @required Owner: S3ObjectOwner
    Grants: S3GrantList
}

structure S3AccessControlPolicy {
    AccessControlList: S3AccessControlList
    CannedAccessControlList: S3CannedAccessControlList
}

structure S3BucketDestination {
    @required Format: Format
    @required OutputSchemaVersion: OutputSchemaVersion
    @required AccountId: AccountId
    @required Arn: S3BucketArnString
    Prefix: Prefix
    Encryption: StorageLensDataExportEncryption
}

structure S3ComputeObjectChecksumOperation {
    ChecksumAlgorithm: ComputeObjectChecksumAlgorithm
    ChecksumType: ComputeObjectChecksumType
}

structure S3CopyObjectOperation {
    TargetResource: S3RegionalOrS3ExpressBucketArnString
    CannedAccessControlList: S3CannedAccessControlList
    AccessControlGrants: S3GrantList
    MetadataDirective: S3MetadataDirective
    ModifiedSinceConstraint: Timestamp
    NewObjectMetadata: S3ObjectMetadata
    NewObjectTagging: S3TagSet
    RedirectLocation: NonEmptyMaxLength2048String
    RequesterPays: Boolean
    StorageClass: S3StorageClass
    UnModifiedSinceConstraint: Timestamp
    SSEAwsKmsKeyId: KmsKeyArnString
    TargetKeyPrefix: NonEmptyMaxLength1024String
    ObjectLockLegalHoldStatus: S3ObjectLockLegalHoldStatus
    ObjectLockMode: S3ObjectLockMode
    ObjectLockRetainUntilDate: Timestamp
    BucketKeyEnabled: Boolean
    ChecksumAlgorithm: S3ChecksumAlgorithm
}

structure S3DeleteObjectTaggingOperation {}

structure S3GeneratedManifestDescriptor {
    Format: GeneratedManifestFormat
    Location: JobManifestLocation
}

structure S3Grant {
    Grantee: S3Grantee
    Permission: S3Permission
}

structure S3Grantee {
    TypeIdentifier: S3GranteeTypeIdentifier
    Identifier: NonEmptyMaxLength1024String
    DisplayName: NonEmptyMaxLength1024String
}

structure S3InitiateRestoreObjectOperation {
    ExpirationInDays: S3ExpirationInDays
    GlacierJobTier: S3GlacierJobTier
}

structure S3JobManifestGenerator {
    ExpectedBucketOwner: AccountId
    @required SourceBucket: S3BucketArnString
    ManifestOutputLocation: S3ManifestOutputLocation
    Filter: JobManifestGeneratorFilter
    @required EnableManifestOutput: Boolean
}

structure S3ManifestOutputLocation {
    ExpectedManifestBucketOwner: AccountId
    @required Bucket: S3BucketArnString
    ManifestPrefix: ManifestPrefixString
    ManifestEncryption: GeneratedManifestEncryption
    @required ManifestFormat: GeneratedManifestFormat
}

structure S3ObjectLockLegalHold {
    @required Status: S3ObjectLockLegalHoldStatus
}

structure S3ObjectMetadata {
    CacheControl: NonEmptyMaxLength1024String
    ContentDisposition: NonEmptyMaxLength1024String
    ContentEncoding: NonEmptyMaxLength1024String
    ContentLanguage: NonEmptyMaxLength1024String
    UserMetadata: S3UserMetadata
    ContentLength: S3ContentLength
    ContentMD5: NonEmptyMaxLength1024String
    ContentType: NonEmptyMaxLength1024String
    HttpExpiresDate: Timestamp
    RequesterCharged: Boolean
    SSEAlgorithm: S3SSEAlgorithm
}

structure S3ObjectOwner {
    ID: NonEmptyMaxLength1024String
    DisplayName: NonEmptyMaxLength1024String
}

structure S3ReplicateObjectOperation {}

structure S3Retention {
    RetainUntilDate: Timestamp
    Mode: S3ObjectLockRetentionMode
}

structure S3SetObjectAclOperation {
    AccessControlPolicy: S3AccessControlPolicy
}

structure S3SetObjectLegalHoldOperation {
    @required LegalHold: S3ObjectLockLegalHold
}

structure S3SetObjectRetentionOperation {
    BypassGovernanceRetention: Boolean
    @required Retention: S3Retention
}

structure S3SetObjectTaggingOperation {
    TagSet: S3TagSet
}

structure S3Tag {
    @required Key: TagKeyString
    @required Value: TagValueString
}

structure S3UpdateObjectEncryptionOperation {
    ObjectEncryption: ObjectEncryption
}

@xmlName("SSE-KMS")
structure S3UpdateObjectEncryptionSSEKMS {
    @required KMSKeyArn: NonEmptyKmsKeyArnString
    BucketKeyEnabled: Boolean
}

structure SSECFilter {}

@xmlName("SSE-KMS")
structure SSEKMS {
    @required KeyId: SSEKMSKeyId
}

@xmlName("SSE-KMS")
structure SSEKMSEncryption {
    @required KeyId: KmsKeyArnString
}

structure SSEKMSFilter {
    KmsKeyArn: NonEmptyKmsKeyArnString
    BucketKeyEnabled: Boolean
}

@xmlName("SSE-S3")
structure SSES3 {}

@xmlName("SSE-S3")
structure SSES3Encryption {}

structure SSES3Filter {}

structure Scope {
    Prefixes: PrefixesList
    Permissions: ScopePermissionList
}

structure SelectionCriteria {
    Delimiter: StorageLensPrefixLevelDelimiter
    MaxDepth: StorageLensPrefixLevelMaxDepth
    MinStorageBytesPercentage: MinStorageBytesPercentage
}

structure SourceSelectionCriteria {
    SseKmsEncryptedObjects: SseKmsEncryptedObjects
    ReplicaModifications: ReplicaModifications
}

structure SseKmsEncryptedObjects {
    @required Status: SseKmsEncryptedObjectsStatus
}

structure StorageLensAwsOrg {
    @required Arn: AwsOrgArn
}

structure StorageLensConfiguration {
    @required Id: ConfigId
    @required AccountLevel: AccountLevel
    Include: Include
    Exclude: Exclude
    DataExport: StorageLensDataExport
    ExpandedPrefixesDataExport: StorageLensExpandedPrefixesDataExport
    @required IsEnabled: IsEnabled
    AwsOrg: StorageLensAwsOrg
    StorageLensArn: StorageLensArn
    PrefixDelimiter: StorageLensPrefixLevelDelimiter
}

structure StorageLensDataExport {
    S3BucketDestination: S3BucketDestination
    CloudWatchMetrics: CloudWatchMetrics
    StorageLensTableDestination: StorageLensTableDestination
}

structure StorageLensDataExportEncryption {
    @xmlName("SSE-S3") SSES3: SSES3
    @xmlName("SSE-KMS") SSEKMS: SSEKMS
}

structure StorageLensExpandedPrefixesDataExport {
    S3BucketDestination: S3BucketDestination
    StorageLensTableDestination: StorageLensTableDestination
}

structure StorageLensGroup {
    @required Name: StorageLensGroupName
    @required Filter: StorageLensGroupFilter
    StorageLensGroupArn: StorageLensGroupArn
}

structure StorageLensGroupAndOperator {
    MatchAnyPrefix: MatchAnyPrefix
    MatchAnySuffix: MatchAnySuffix
    MatchAnyTag: MatchAnyTag
    MatchObjectAge: MatchObjectAge
    MatchObjectSize: MatchObjectSize
}

structure StorageLensGroupFilter {
    MatchAnyPrefix: MatchAnyPrefix
    MatchAnySuffix: MatchAnySuffix
    MatchAnyTag: MatchAnyTag
    MatchObjectAge: MatchObjectAge
    MatchObjectSize: MatchObjectSize
    And: StorageLensGroupAndOperator
    Or: StorageLensGroupOrOperator
}

structure StorageLensGroupLevel {
    SelectionCriteria: StorageLensGroupLevelSelectionCriteria
}

structure StorageLensGroupLevelSelectionCriteria {
    Include: StorageLensGroupLevelInclude
    Exclude: StorageLensGroupLevelExclude
}

structure StorageLensGroupOrOperator {
    MatchAnyPrefix: MatchAnyPrefix
    MatchAnySuffix: MatchAnySuffix
    MatchAnyTag: MatchAnyTag
    MatchObjectAge: MatchObjectAge
    MatchObjectSize: MatchObjectSize
}

structure StorageLensTableDestination {
    @required IsEnabled: IsEnabled
    Encryption: StorageLensDataExportEncryption
}

structure StorageLensTag {
    @required Key: TagKeyString
    @required Value: TagValueString
}

@xmlName("SubmitMultiRegionAccessPointRoutesRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure SubmitMultiRegionAccessPointRoutesRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel Mrap: MultiRegionAccessPointId
    @required RouteUpdates: RouteList
}

structure SubmitMultiRegionAccessPointRoutesResult {}

structure Tag {
    @required Key: TagKeyString
    @required Value: TagValueString
}

@xmlName("TagResourceRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure TagResourceRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel ResourceArn: S3ResourceArn
    @required Tags: TagList
}

structure TagResourceResult {}

structure Tagging {
    @required TagSet: S3TagSet
}

@error("client")
structure TooManyRequestsException {
    Message: ExceptionMessage
}

@error("client")
structure TooManyTagsException {
    Message: ExceptionMessage
}

structure Transition {
    Date: Date
    Days: Days
    StorageClass: TransitionStorageClass
}

structure UntagResourceRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel ResourceArn: S3ResourceArn
    @required @httpQuery("tagKeys") TagKeys: TagKeyList
}

structure UntagResourceResult {}

@xmlName("UpdateAccessGrantsLocationRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure UpdateAccessGrantsLocationRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel AccessGrantsLocationId: AccessGrantsLocationId
    @required IAMRoleArn: IAMRoleArn
}

structure UpdateAccessGrantsLocationResult {
    CreatedAt: CreationTimestamp
    AccessGrantsLocationId: AccessGrantsLocationId
    AccessGrantsLocationArn: AccessGrantsLocationArn
    LocationScope: S3Prefix
    IAMRoleArn: IAMRoleArn
}

structure UpdateJobPriorityRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel JobId: JobId
    @required @httpQuery("priority") Priority: JobPriority
}

structure UpdateJobPriorityResult {
    @required JobId: JobId
    @required Priority: JobPriority
}

structure UpdateJobStatusRequest {
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required @httpLabel JobId: JobId
    @required @httpQuery("requestedJobStatus") RequestedJobStatus: RequestedJobStatus
    @httpQuery("statusUpdateReason") StatusUpdateReason: JobStatusUpdateReason
}

structure UpdateJobStatusResult {
    JobId: JobId
    Status: JobStatus
    StatusUpdateReason: JobStatusUpdateReason
}

@xmlName("UpdateStorageLensGroupRequest")
@xmlNamespace(uri: "http://awss3control.amazonaws.com/doc/2018-08-20/")
structure UpdateStorageLensGroupRequest {
    @required @httpLabel Name: StorageLensGroupName
    @required @httpHeader("x-amz-account-id") @hostLabel AccountId: AccountId
    @required StorageLensGroup: StorageLensGroup
}

structure VersioningConfiguration {
    @xmlName("MfaDelete") MFADelete: MFADelete
    Status: BucketVersioningStatus
}

structure VpcConfiguration {
    @required VpcId: VpcId
}

list AccessGrantsInstancesList {
    @xmlName("AccessGrantsInstance") member: ListAccessGrantsInstanceEntry
}
list AccessGrantsList { @xmlName("AccessGrant") member: ListAccessGrantEntry }
list AccessGrantsLocationsList {
    @xmlName("AccessGrantsLocation") member: ListAccessGrantsLocationsEntry
}
list AccessPointList { @xmlName("AccessPoint") member: AccessPoint }
list Buckets { @xmlName("Arn") member: S3BucketArnString }
list CallerAccessGrantsList { @xmlName("AccessGrant") member: ListCallerAccessGrantsEntry }
map Endpoints { key: NonEmptyMaxLength64String value: NonEmptyMaxLength1024String }
list JobFailureList { member: JobFailure }
list JobListDescriptorList { member: JobListDescriptor }
list JobManifestFieldList { member: JobManifestFieldName }
list JobStatusList { member: JobStatus }
list LifecycleRules { @xmlName("Rule") member: LifecycleRule }
list MatchAnyPrefix { @xmlName("Prefix") member: Prefix }
list MatchAnySuffix { @xmlName("Suffix") member: Suffix }
list MatchAnyTag { @xmlName("Tag") member: S3Tag }
list MultiRegionAccessPointRegionalResponseList {
    @xmlName("Region") member: MultiRegionAccessPointRegionalResponse
}
list MultiRegionAccessPointReportList {
    @xmlName("AccessPoint") member: MultiRegionAccessPointReport
}
list NonEmptyMaxLength1024StringList { member: NonEmptyMaxLength1024String }
list NoncurrentVersionTransitionList {
    @xmlName("NoncurrentVersionTransition") member: NoncurrentVersionTransition
}
@length(min: 1, max: 1)
list ObjectEncryptionFilterList { @xmlName("ObjectEncryption") member: ObjectEncryptionFilter }
list ObjectLambdaAccessPointList {
    @xmlName("ObjectLambdaAccessPoint") member: ObjectLambdaAccessPoint
}
list ObjectLambdaAllowedFeaturesList {
    @xmlName("AllowedFeature") member: ObjectLambdaAllowedFeature
}
list ObjectLambdaTransformationConfigurationActionsList {
    @xmlName("Action") member: ObjectLambdaTransformationConfigurationAction
}
list ObjectLambdaTransformationConfigurationsList {
    @xmlName("TransformationConfiguration") member: ObjectLambdaTransformationConfiguration
}
list PrefixesList { @xmlName("Prefix") member: Prefix }
list RegionCreationList { @xmlName("Region") member: Region }
list RegionReportList { @xmlName("Region") member: RegionReport }
list RegionalBucketList { @xmlName("RegionalBucket") member: RegionalBucket }
list Regions { @xmlName("Region") member: S3AWSRegion }
list ReplicationRules { @xmlName("Rule") member: ReplicationRule }
list ReplicationStatusFilterList { member: ReplicationStatus }
list RouteList { @xmlName("Route") member: MultiRegionAccessPointRoute }
list S3GrantList { member: S3Grant }
list S3TagSet { member: S3Tag }
@length(max: 8192)
map S3UserMetadata { key: NonEmptyMaxLength1024String value: MaxLength1024String }
list ScopePermissionList { @xmlName("Permission") member: ScopePermission }
list StorageClassList { member: S3StorageClass }
list StorageLensConfigurationList {
    @xmlName("StorageLensConfiguration") member: ListStorageLensConfigurationEntry
}
list StorageLensGroupLevelExclude { @xmlName("Arn") member: StorageLensGroupArn }
list StorageLensGroupLevelInclude { @xmlName("Arn") member: StorageLensGroupArn }
list StorageLensGroupList { @xmlName("StorageLensGroup") member: ListStorageLensGroupEntry }
list StorageLensTags { @xmlName("Tag") member: StorageLensTag }
@length(min: 0, max: 50) list TagKeyList { member: TagKeyString }
@length(min: 0, max: 50) list TagList { @xmlName("Tag") member: Tag }
list TransitionList { @xmlName("Transition") member: Transition }
@length(min: 1, max: 10)
map UserArguments { key: NonEmptyMaxLength64String value: MaxLength1024String }

enum AsyncOperationName {
    CreateMultiRegionAccessPoint DeleteMultiRegionAccessPoint PutMultiRegionAccessPointPolicy
}
enum BucketCannedACL {
    private public_read = "public-read" public_read_write = "public-read-write"
    authenticated_read = "authenticated-read"
}
enum BucketLocationConstraint {
    EU eu_west_1 = "eu-west-1" us_west_1 = "us-west-1" us_west_2 = "us-west-2"
    ap_south_1 = "ap-south-1" ap_southeast_1 = "ap-southeast-1" ap_southeast_2 = "ap-southeast-2"
    ap_northeast_1 = "ap-northeast-1" sa_east_1 = "sa-east-1" cn_north_1 = "cn-north-1"
    eu_central_1 = "eu-central-1"
}
enum BucketVersioningStatus { Enabled Suspended }
enum ComputeObjectChecksumAlgorithm {
    CRC32 CRC32C CRC64NVME MD5 SHA1 SHA256 SHA512 XXHASH64 XXHASH3 XXHASH128
}
enum ComputeObjectChecksumType { FULL_OBJECT COMPOSITE }
enum DeleteMarkerReplicationStatus { Enabled Disabled }
enum ExistingObjectReplicationStatus { Enabled Disabled }
enum ExpirationStatus { Enabled Disabled }
enum Format { CSV Parquet }
enum GeneratedManifestFormat { S3InventoryReport_CSV_20211130 }
enum GranteeType { DIRECTORY_USER DIRECTORY_GROUP IAM }
enum JobManifestFieldName { Ignore Bucket Key VersionId }
enum JobManifestFormat { S3BatchOperations_CSV_20180820 S3InventoryReport_CSV_20161130 }
enum JobReportFormat { Report_CSV_20180820 }
enum JobReportScope { AllTasks FailedTasksOnly }
enum JobStatus {
    Active Cancelled Cancelling Complete Completing Failed Failing New Paused Pausing Preparing
    Ready Suspended
}
enum MFADelete { Enabled Disabled }
enum MFADeleteStatus { Enabled Disabled }
enum MetricsStatus { Enabled Disabled }
enum MultiRegionAccessPointStatus {
    READY INCONSISTENT_ACROSS_REGIONS CREATING PARTIALLY_CREATED PARTIALLY_DELETED DELETING
}
enum NetworkOrigin { Internet VPC }
@length(min: 2, max: 16) enum ObjectLambdaAccessPointAliasStatus { PROVISIONING READY }
enum ObjectLambdaAllowedFeature {
    GetObject_Range = "GetObject-Range" GetObject_PartNumber = "GetObject-PartNumber"
    HeadObject_Range = "HeadObject-Range" HeadObject_PartNumber = "HeadObject-PartNumber"
}
enum ObjectLambdaTransformationConfigurationAction {
    GetObject HeadObject ListObjects ListObjectsV2
}
enum OperationName {
    LambdaInvoke S3PutObjectCopy S3PutObjectAcl S3PutObjectTagging S3DeleteObjectTagging
    S3InitiateRestoreObject S3PutObjectLegalHold S3PutObjectRetention S3ReplicateObject
    S3ComputeObjectChecksum S3UpdateObjectEncryption
}
enum OutputSchemaVersion { V_1 }
enum OwnerOverride { Destination }
enum Permission { READ WRITE READWRITE }
enum Privilege { Minimal Default }
enum ReplicaModificationsStatus { Enabled Disabled }
enum ReplicationRuleStatus { Enabled Disabled }
enum ReplicationStatus { COMPLETED FAILED REPLICA NONE }
enum ReplicationStorageClass {
    STANDARD REDUCED_REDUNDANCY STANDARD_IA ONEZONE_IA INTELLIGENT_TIERING GLACIER DEEP_ARCHIVE
    OUTPOSTS GLACIER_IR
}
enum ReplicationTimeStatus { Enabled Disabled }
enum RequestedJobStatus { Cancelled Ready }
enum S3CannedAccessControlList {
    private public_read = "public-read" public_read_write = "public-read-write"
    aws_exec_read = "aws-exec-read" authenticated_read = "authenticated-read"
    bucket_owner_read = "bucket-owner-read" bucket_owner_full_control = "bucket-owner-full-control"
}
enum S3ChecksumAlgorithm {
    CRC32 CRC32C SHA1 SHA256 CRC64NVME SHA512 MD5 XXHASH64 XXHASH3 XXHASH128
}
enum S3GlacierJobTier { BULK STANDARD }
enum S3GranteeTypeIdentifier { id emailAddress uri }
enum S3MetadataDirective { COPY REPLACE }
enum S3ObjectLockLegalHoldStatus { OFF ON }
enum S3ObjectLockMode { COMPLIANCE GOVERNANCE }
enum S3ObjectLockRetentionMode { COMPLIANCE GOVERNANCE }
enum S3Permission { FULL_CONTROL READ WRITE READ_ACP WRITE_ACP }
enum S3PrefixType { Object }
enum S3SSEAlgorithm { AES256 KMS }
enum S3StorageClass {
    STANDARD STANDARD_IA ONEZONE_IA GLACIER INTELLIGENT_TIERING DEEP_ARCHIVE GLACIER_IR
}
enum ScopePermission {
    GetObject GetObjectAttributes ListMultipartUploadParts ListBucket ListBucketMultipartUploads
    PutObject DeleteObject AbortMultipartUpload
}
enum SseKmsEncryptedObjectsStatus { Enabled Disabled }
enum TransitionStorageClass { GLACIER STANDARD_IA ONEZONE_IA INTELLIGENT_TIERING DEEP_ARCHIVE }

@length(min: 1, max: 2048) @pattern("arn:[a-z\\-]+:s3:[a-z0-9\\-]+:\\d{12}:access\\-grants\\/grant/[a-zA-Z0-9\\-]+")
string AccessGrantArn
@length(min: 1, max: 64) @pattern("[a-zA-Z0-9\\-]+") string AccessGrantId
@length(min: 1, max: 2048) @pattern("arn:[a-z\\-]+:s3:[a-z0-9\\-]+:\\d{12}:access\\-grants\\/[a-zA-Z0-9\\-]+")
string AccessGrantsInstanceArn
@length(min: 1, max: 64) @pattern("[a-zA-Z0-9\\-]+") string AccessGrantsInstanceId
@length(min: 1, max: 2048) @pattern("arn:[a-z\\-]+:s3:[a-z0-9\\-]+:\\d{12}:access\\-grants\\/location/[a-zA-Z0-9\\-]+")
string AccessGrantsLocationArn
@length(min: 1, max: 64) @pattern("[a-zA-Z0-9\\-]+") string AccessGrantsLocationId
string AccessKeyId
@length(max: 255) string AccessPointBucketName
@length(min: 3, max: 255) string AccessPointName
@length(max: 64) @pattern("^\\d{12}$") string AccountId
@length(max: 63) @pattern("^[0-9a-z\\\\-]{63}") string Alias
timestamp AsyncCreationTimestamp
string AsyncRequestStatus
@length(min: 1, max: 1024) @pattern("arn:.+") string AsyncRequestTokenARN
@length(min: 1, max: 2048) @pattern("[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*")
string AuditContext
string AwsLambdaTransformationPayload
@length(min: 1, max: 1024) @pattern("arn:[a-z\\-]+:organizations::\\d{12}:organization\\/o-[a-z0-9]{10,32}")
string AwsOrgArn
string BucketIdentifierString
@length(min: 3, max: 255) string BucketName
@length(min: 1, max: 64) @pattern("[a-zA-Z0-9\\-\\_\\.]+") string ConfigId
boolean ConfirmRemoveSelfBucketAccess
boolean ConfirmationRequired
string ContinuationToken
timestamp CreationDate
timestamp CreationTimestamp
@length(max: 191) string DataSourceId
string DataSourceType
timestamp Date
integer Days
integer DaysAfterInitiation
@range(min: 900, max: 43200) integer DurationSeconds
@length(min: 1, max: 1024) string ExceptionMessage
timestamp Expiration
boolean ExpiredObjectDeleteMarker
@length(min: 1, max: 1024) @pattern("(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?")
string FunctionArnString
string GrantFullControl
string GrantRead
string GrantReadACP
string GrantWrite
string GrantWriteACP
string GranteeIdentifier
@length(min: 1, max: 2048) @pattern("arn:[^:]+:iam::\\d{12}:role/.*") string IAMRoleArn
string ID
@length(min: 10, max: 1224) @pattern("arn:[^:]+:sso::\\d{12}:application/.*$")
string IdentityCenterApplicationArn
@length(min: 10, max: 1224) @pattern("arn:[^:]+:sso::(\\d{12}){0,1}:instance/.*$")
string IdentityCenterArn
boolean IsEnabled
boolean IsPublic
@length(min: 1, max: 1024) @pattern("arn:[^:]+:s3:[a-zA-Z0-9\\-]+:\\d{12}:job\\/.*") string JobArn
timestamp JobCreationTime
@length(min: 1, max: 64) string JobFailureCode
@length(min: 1, max: 256) string JobFailureReason
@length(min: 5, max: 36) @pattern("[a-zA-Z0-9\\-\\_]+") string JobId
@range(min: 0) long JobNumberOfTasksFailed
@range(min: 0) long JobNumberOfTasksSucceeded
@range(min: 0, max: 2147483647) integer JobPriority
@length(min: 1, max: 256) string JobStatusUpdateReason
timestamp JobTerminationDate
@range(min: 0) long JobTimeInStateSeconds
@range(min: 0) long JobTotalNumberOfTasks
@length(min: 1, max: 2000) string KmsKeyArnString
string Location
string MFA
@length(min: 1, max: 512) string ManifestPrefixString
@length(max: 1024) string MaxLength1024String
@range(min: 0, max: 1000) integer MaxResults
@range(min: 0.1, max: 100) double MinStorageBytesPercentage
integer Minutes
@length(max: 63) @pattern("^[a-z][a-z0-9]*[.]mrap$") string MultiRegionAccessPointAlias
@length(max: 64) @pattern("\\S+") string MultiRegionAccessPointClientToken
@length(max: 200) @pattern("^[a-zA-Z0-9\\:.-]{3,200}$") string MultiRegionAccessPointId
@length(max: 50) @pattern("^[a-z0-9][-a-z0-9]{1,48}[a-z0-9]$") string MultiRegionAccessPointName
string NoSuchPublicAccessBlockConfigurationMessage
@length(min: 20, max: 2048) @pattern("arn:aws[a-zA-Z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-zA-Z0-9-]+")
string NonEmptyKmsKeyArnString
@length(min: 1, max: 1024) string NonEmptyMaxLength1024String
@length(min: 1, max: 2048) string NonEmptyMaxLength2048String
@length(min: 1, max: 256) string NonEmptyMaxLength256String
@length(min: 1, max: 64) string NonEmptyMaxLength64String
integer NoncurrentVersionCount
integer ObjectAgeValue
timestamp ObjectCreationTime
@length(min: 3, max: 63) @pattern("^[0-9a-z\\\\-]{3,63}") string ObjectLambdaAccessPointAliasValue
@length(min: 1, max: 2048) @pattern("arn:[^:]+:s3-object-lambda:[^:]*:\\d{12}:accesspoint/.*")
string ObjectLambdaAccessPointArn
@length(min: 3, max: 45) @pattern("^[a-z0-9]([a-z0-9\\-]*[a-z0-9])?$")
string ObjectLambdaAccessPointName
string ObjectLambdaPolicy
@length(min: 1, max: 2048) @pattern("arn:[^:]+:s3:[^:]*:\\d{12}:accesspoint/.*")
string ObjectLambdaSupportingAccessPointArn
boolean ObjectLockEnabledForBucket
long ObjectSizeGreaterThanBytes
long ObjectSizeLessThanBytes
long ObjectSizeValue
@length(min: 12, max: 34) @pattern("^o-[a-z0-9]{10,32}$") string Organization
string Policy
@length(min: 1, max: 350000) string PolicyDocument
string Prefix
integer Priority
boolean PublicAccessBlockEnabled
@length(min: 1, max: 64) string RegionName
string ReplicaKmsKeyID
@length(min: 1, max: 512) string ReportPrefixString
string Role
@length(min: 5, max: 30) @pattern("[a-z0-9\\-]+") string S3AWSRegion
@length(min: 4, max: 128) string S3AccessPointArn
@length(min: 1, max: 128) @pattern("arn:[^:]+:s3:.*") string S3BucketArnString
@range(min: 0) long S3ContentLength
@range(min: 0) integer S3ExpirationInDays
@length(min: 1, max: 2000) @pattern("arn:[^:]+:s3:.*") string S3KeyArnString
@length(min: 1, max: 2000) string S3ObjectVersionId
@length(min: 1, max: 2000) @pattern("^.+$") string S3Prefix
@length(min: 4, max: 128) string S3RegionalBucketArn
@length(min: 1, max: 128) @pattern("arn:[^:]+:(s3|s3express):.*")
string S3RegionalOrS3ExpressBucketArnString
@length(max: 1011) @pattern("arn:[^:]+:s3(express)?:[^:].*") string S3ResourceArn
string SSEKMSKeyId
string SecretAccessKey
string SessionToken
boolean Setting
@length(min: 1, max: 1024) @pattern("arn:[a-z\\-]+:s3:[a-z0-9\\-]+:\\d{12}:storage\\-lens\\/.*")
string StorageLensArn
@length(min: 4, max: 1024) @pattern("arn:[a-z\\-]+:s3:[a-z0-9\\-]+:\\d{12}:storage\\-lens\\-group\\/.*")
string StorageLensGroupArn
@length(min: 1, max: 64) @pattern("[a-zA-Z0-9\\-\\_]+") string StorageLensGroupName
@length(max: 1) string StorageLensPrefixLevelDelimiter
@range(min: 1, max: 10) integer StorageLensPrefixLevelMaxDepth
@length(min: 1, max: 1024) @pattern("^[A-Za-z0-9\\+\\:\\/\\=\\?\\#-_]+$") string StringForNextToken
string Suffix
@length(min: 1, max: 1024) string SuspendedCause
timestamp SuspendedDate
@length(min: 1, max: 128) @pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$") string TagKeyString
@length(min: 0, max: 256) @pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$") string TagValueString
@range(min: 0, max: 100) integer TrafficDialPercentage
@length(min: 1, max: 1024) string VpcId
