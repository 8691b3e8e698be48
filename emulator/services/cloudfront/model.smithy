// From botocore 1.43.11, cloudfront/2020-05-31, by emulator/model/import.py. Do not edit.

$version: "2"

namespace com.amazonaws.cloudfront

@aws.protocols#restXml
@aws.auth#sigv4(name: "cloudfront")
@aws.api#service(endpointPrefix: "cloudfront")
service Cloudfront2020_05_31 {
    version: "2020-05-31"
    operations: [
        AssociateAlias AssociateDistributionTenantWebACL AssociateDistributionWebACL
        CopyDistribution CreateAnycastIpList CreateCachePolicy CreateCloudFrontOriginAccessIdentity
        CreateConnectionFunction CreateConnectionGroup CreateContinuousDeploymentPolicy
        CreateDistribution CreateDistributionTenant CreateDistributionWithTags
        CreateFieldLevelEncryptionConfig CreateFieldLevelEncryptionProfile CreateFunction
        CreateInvalidation CreateInvalidationForDistributionTenant CreateKeyGroup
        CreateKeyValueStore CreateMonitoringSubscription CreateOriginAccessControl
        CreateOriginRequestPolicy CreatePublicKey CreateRealtimeLogConfig
        CreateResponseHeadersPolicy CreateStreamingDistribution CreateStreamingDistributionWithTags
        CreateTrustStore CreateVpcOrigin DeleteAnycastIpList DeleteCachePolicy
        DeleteCloudFrontOriginAccessIdentity DeleteConnectionFunction DeleteConnectionGroup
        DeleteContinuousDeploymentPolicy DeleteDistribution DeleteDistributionTenant
        DeleteFieldLevelEncryptionConfig DeleteFieldLevelEncryptionProfile DeleteFunction
        DeleteKeyGroup DeleteKeyValueStore DeleteMonitoringSubscription DeleteOriginAccessControl
        DeleteOriginRequestPolicy DeletePublicKey DeleteRealtimeLogConfig DeleteResourcePolicy
        DeleteResponseHeadersPolicy DeleteStreamingDistribution DeleteTrustStore DeleteVpcOrigin
        DescribeConnectionFunction DescribeFunction DescribeKeyValueStore
        DisassociateDistributionTenantWebACL DisassociateDistributionWebACL GetAnycastIpList
        GetCachePolicy GetCachePolicyConfig GetCloudFrontOriginAccessIdentity
        GetCloudFrontOriginAccessIdentityConfig GetConnectionFunction GetConnectionGroup
        GetConnectionGroupByRoutingEndpoint GetContinuousDeploymentPolicy
        GetContinuousDeploymentPolicyConfig GetDistribution GetDistributionConfig
        GetDistributionTenant GetDistributionTenantByDomain GetFieldLevelEncryption
        GetFieldLevelEncryptionConfig GetFieldLevelEncryptionProfile
        GetFieldLevelEncryptionProfileConfig GetFunction GetInvalidation
        GetInvalidationForDistributionTenant GetKeyGroup GetKeyGroupConfig
        GetManagedCertificateDetails GetMonitoringSubscription GetOriginAccessControl
        GetOriginAccessControlConfig GetOriginRequestPolicy GetOriginRequestPolicyConfig
        GetPublicKey GetPublicKeyConfig GetRealtimeLogConfig GetResourcePolicy
        GetResponseHeadersPolicy GetResponseHeadersPolicyConfig GetStreamingDistribution
        GetStreamingDistributionConfig GetTrustStore GetVpcOrigin ListAnycastIpLists
        ListCachePolicies ListCloudFrontOriginAccessIdentities ListConflictingAliases
        ListConnectionFunctions ListConnectionGroups ListContinuousDeploymentPolicies
        ListDistributionTenants ListDistributionTenantsByCustomization ListDistributions
        ListDistributionsByAnycastIpListId ListDistributionsByCachePolicyId
        ListDistributionsByConnectionFunction ListDistributionsByConnectionMode
        ListDistributionsByKeyGroup ListDistributionsByOriginRequestPolicyId
        ListDistributionsByOwnedResource ListDistributionsByRealtimeLogConfig
        ListDistributionsByResponseHeadersPolicyId ListDistributionsByTrustStore
        ListDistributionsByVpcOriginId ListDistributionsByWebACLId ListDomainConflicts
        ListFieldLevelEncryptionConfigs ListFieldLevelEncryptionProfiles ListFunctions
        ListInvalidations ListInvalidationsForDistributionTenant ListKeyGroups ListKeyValueStores
        ListOriginAccessControls ListOriginRequestPolicies ListPublicKeys ListRealtimeLogConfigs
        ListResponseHeadersPolicies ListStreamingDistributions ListTagsForResource ListTrustStores
        ListVpcOrigins PublishConnectionFunction PublishFunction PutResourcePolicy TagResource
        TestConnectionFunction TestFunction UntagResource UpdateAnycastIpList UpdateCachePolicy
        UpdateCloudFrontOriginAccessIdentity UpdateConnectionFunction UpdateConnectionGroup
        UpdateContinuousDeploymentPolicy UpdateDistribution UpdateDistributionTenant
        UpdateDistributionWithStagingConfig UpdateDomainAssociation UpdateFieldLevelEncryptionConfig
        UpdateFieldLevelEncryptionProfile UpdateFunction UpdateKeyGroup UpdateKeyValueStore
        UpdateOriginAccessControl UpdateOriginRequestPolicy UpdatePublicKey UpdateRealtimeLogConfig
        UpdateResponseHeadersPolicy UpdateStreamingDistribution UpdateTrustStore UpdateVpcOrigin
        VerifyDnsConfiguration
    ]
}

@http(method: "PUT", uri: "/2020-05-31/distribution/{TargetDistributionId}/associate-alias")
operation AssociateAlias {
    input: AssociateAliasRequest
    errors: [
        NoSuchDistribution AccessDenied IllegalUpdate InvalidArgument TooManyDistributionCNAMEs
    ]
}

@http(method: "PUT", uri: "/2020-05-31/distribution-tenant/{Id}/associate-web-acl")
operation AssociateDistributionTenantWebACL {
    input: AssociateDistributionTenantWebACLRequest
    output: AssociateDistributionTenantWebACLResult
    errors: [
        PreconditionFailed AccessDenied EntityNotFound InvalidArgument EntityLimitExceeded
        InvalidIfMatchVersion
    ]
}

@http(method: "PUT", uri: "/2020-05-31/distribution/{Id}/associate-web-acl")
operation AssociateDistributionWebACL {
    input: AssociateDistributionWebACLRequest
    output: AssociateDistributionWebACLResult
    errors: [
        PreconditionFailed AccessDenied EntityNotFound InvalidArgument EntityLimitExceeded
        InvalidIfMatchVersion
    ]
}

@http(method: "POST", uri: "/2020-05-31/distribution/{PrimaryDistributionId}/copy", code: 201)
operation CopyDistribution {
    input: CopyDistributionRequest
    output: CopyDistributionResult
    errors: [
        AccessDenied TooManyDistributionsAssociatedToOriginAccessControl InvalidDefaultRootObject
        InvalidQueryStringParameters TooManyTrustedSigners TooManyCookieNamesInWhiteList
        NoSuchFieldLevelEncryptionConfig InvalidErrorCode InvalidProtocolSettings
        TooManyFunctionAssociations TooManyOriginCustomHeaders InvalidOrigin InvalidForwardCookies
        InvalidMinimumProtocolVersion NoSuchCachePolicy TooManyKeyGroupsAssociatedToDistribution
        TooManyDistributionsAssociatedToCachePolicy InvalidRequiredProtocol
        TooManyDistributionsWithFunctionAssociations TooManyOriginGroupsPerDistribution
        TooManyDistributions InvalidTTLOrder
        IllegalFieldLevelEncryptionConfigAssociationWithCacheBehavior InvalidOriginKeepaliveTimeout
        InvalidArgument InvalidOriginReadTimeout InvalidOriginAccessControl
        InvalidHeadersForS3Origin TrustedSignerDoesNotExist InvalidWebACLId
        TooManyDistributionsWithSingleFunctionARN InvalidRelativePath
        TooManyLambdaFunctionAssociations NoSuchDistribution NoSuchOriginRequestPolicy
        TooManyDistributionsAssociatedToFieldLevelEncryptionConfig InconsistentQuantities
        InvalidLocationCode InvalidOriginAccessIdentity TooManyDistributionCNAMEs
        InvalidIfMatchVersion TooManyDistributionsAssociatedToOriginRequestPolicy
        TooManyQueryStringParameters RealtimeLogConfigOwnerMismatch PreconditionFailed MissingBody
        TooManyHeadersInForwardedValues InvalidLambdaFunctionAssociation CNAMEAlreadyExists
        TooManyCertificates TrustedKeyGroupDoesNotExist
        TooManyDistributionsAssociatedToResponseHeadersPolicy NoSuchResponseHeadersPolicy
        NoSuchRealtimeLogConfig InvalidResponseCode InvalidGeoRestrictionParameter TooManyOrigins
        InvalidViewerCertificate InvalidFunctionAssociation
        TooManyDistributionsWithLambdaAssociations TooManyDistributionsAssociatedToKeyGroup
        DistributionAlreadyExists NoSuchOrigin TooManyCacheBehaviors
    ]
}

@http(method: "POST", uri: "/2020-05-31/anycast-ip-list", code: 202)
operation CreateAnycastIpList {
    input: CreateAnycastIpListRequest
    output: CreateAnycastIpListResult
    errors: [
        AccessDenied UnsupportedOperation EntityAlreadyExists InvalidTagging EntityLimitExceeded
        InvalidArgument
    ]
}

@http(method: "POST", uri: "/2020-05-31/cache-policy", code: 201)
operation CreateCachePolicy {
    input: CreateCachePolicyRequest
    output: CreateCachePolicyResult
    errors: [
        AccessDenied TooManyHeadersInCachePolicy CachePolicyAlreadyExists
        TooManyCookiesInCachePolicy InconsistentQuantities TooManyCachePolicies InvalidArgument
        TooManyQueryStringsInCachePolicy
    ]
}

@http(method: "POST", uri: "/2020-05-31/origin-access-identity/cloudfront", code: 201)
operation CreateCloudFrontOriginAccessIdentity {
    input: CreateCloudFrontOriginAccessIdentityRequest
    output: CreateCloudFrontOriginAccessIdentityResult
    errors: [
        MissingBody TooManyCloudFrontOriginAccessIdentities InconsistentQuantities
        CloudFrontOriginAccessIdentityAlreadyExists InvalidArgument
    ]
}

@http(method: "POST", uri: "/2020-05-31/connection-function", code: 201)
operation CreateConnectionFunction {
    input: CreateConnectionFunctionRequest
    output: CreateConnectionFunctionResult
    errors: [
        AccessDenied UnsupportedOperation EntityAlreadyExists InvalidTagging EntityLimitExceeded
        InvalidArgument EntitySizeLimitExceeded
    ]
}

@http(method: "POST", uri: "/2020-05-31/connection-group", code: 201)
operation CreateConnectionGroup {
    input: CreateConnectionGroupRequest
    output: CreateConnectionGroupResult
    errors: [
        AccessDenied EntityNotFound EntityAlreadyExists InvalidTagging EntityLimitExceeded
        InvalidArgument
    ]
}

@http(method: "POST", uri: "/2020-05-31/continuous-deployment-policy", code: 201)
operation CreateContinuousDeploymentPolicy {
    input: CreateContinuousDeploymentPolicyRequest
    output: CreateContinuousDeploymentPolicyResult
    errors: [
        AccessDenied TooManyContinuousDeploymentPolicies StagingDistributionInUse
        InconsistentQuantities ContinuousDeploymentPolicyAlreadyExists InvalidArgument
    ]
}

@http(method: "POST", uri: "/2020-05-31/distribution", code: 201)
operation CreateDistribution {
    input: CreateDistributionRequest
    output: CreateDistributionResult
    errors: [
        AccessDenied TooManyDistributionsAssociatedToOriginAccessControl InvalidDefaultRootObject
        InvalidDomainNameForOriginAccessControl InvalidQueryStringParameters TooManyTrustedSigners
        TooManyCookieNamesInWhiteList NoSuchFieldLevelEncryptionConfig InvalidErrorCode
        IllegalOriginAccessConfiguration InvalidProtocolSettings TooManyFunctionAssociations
        TooManyOriginCustomHeaders InvalidOrigin InvalidForwardCookies InvalidMinimumProtocolVersion
        NoSuchCachePolicy TooManyKeyGroupsAssociatedToDistribution
        TooManyDistributionsAssociatedToCachePolicy InvalidRequiredProtocol
        TooManyDistributionsWithFunctionAssociations TooManyOriginGroupsPerDistribution
        TooManyDistributions InvalidTTLOrder
        IllegalFieldLevelEncryptionConfigAssociationWithCacheBehavior InvalidOriginKeepaliveTimeout
        InvalidArgument InvalidOriginReadTimeout InvalidOriginAccessControl EntityNotFound
        InvalidHeadersForS3Origin TrustedSignerDoesNotExist InvalidWebACLId
        TooManyDistributionsWithSingleFunctionARN InvalidRelativePath
        TooManyLambdaFunctionAssociations NoSuchOriginRequestPolicy
        TooManyDistributionsAssociatedToFieldLevelEncryptionConfig InconsistentQuantities
        InvalidLocationCode InvalidOriginAccessIdentity TooManyDistributionCNAMEs
        NoSuchContinuousDeploymentPolicy TooManyDistributionsAssociatedToOriginRequestPolicy
        TooManyQueryStringParameters RealtimeLogConfigOwnerMismatch ContinuousDeploymentPolicyInUse
        MissingBody TooManyHeadersInForwardedValues InvalidLambdaFunctionAssociation
        CNAMEAlreadyExists TooManyCertificates TrustedKeyGroupDoesNotExist
        TooManyDistributionsAssociatedToResponseHeadersPolicy NoSuchResponseHeadersPolicy
        NoSuchRealtimeLogConfig InvalidResponseCode InvalidGeoRestrictionParameter TooManyOrigins
        InvalidViewerCertificate InvalidFunctionAssociation
        TooManyDistributionsWithLambdaAssociations TooManyDistributionsAssociatedToKeyGroup
        EntityLimitExceeded DistributionAlreadyExists NoSuchOrigin TooManyCacheBehaviors
    ]
}

@http(method: "POST", uri: "/2020-05-31/distribution-tenant", code: 201)
operation CreateDistributionTenant {
    input: CreateDistributionTenantRequest
    output: CreateDistributionTenantResult
    errors: [
        AccessDenied EntityNotFound EntityAlreadyExists CNAMEAlreadyExists InvalidTagging
        InvalidAssociation EntityLimitExceeded InvalidArgument
    ]
}

@http(method: "POST", uri: "/2020-05-31/distribution?WithTags", code: 201)
operation CreateDistributionWithTags {
    input: CreateDistributionWithTagsRequest
    output: CreateDistributionWithTagsResult
    errors: [
        AccessDenied TooManyDistributionsAssociatedToOriginAccessControl InvalidDefaultRootObject
        InvalidDomainNameForOriginAccessControl InvalidQueryStringParameters TooManyTrustedSigners
        TooManyCookieNamesInWhiteList NoSuchFieldLevelEncryptionConfig InvalidErrorCode
        IllegalOriginAccessConfiguration InvalidProtocolSettings TooManyFunctionAssociations
        TooManyOriginCustomHeaders InvalidOrigin InvalidForwardCookies InvalidMinimumProtocolVersion
        NoSuchCachePolicy TooManyKeyGroupsAssociatedToDistribution
        TooManyDistributionsAssociatedToCachePolicy InvalidRequiredProtocol
        TooManyDistributionsWithFunctionAssociations TooManyOriginGroupsPerDistribution
        TooManyDistributions InvalidTTLOrder
        IllegalFieldLevelEncryptionConfigAssociationWithCacheBehavior InvalidOriginKeepaliveTimeout
        InvalidArgument InvalidOriginReadTimeout InvalidOriginAccessControl EntityNotFound
        InvalidHeadersForS3Origin TrustedSignerDoesNotExist InvalidWebACLId
        TooManyDistributionsWithSingleFunctionARN InvalidRelativePath
        TooManyLambdaFunctionAssociations NoSuchOriginRequestPolicy
        TooManyDistributionsAssociatedToFieldLevelEncryptionConfig InconsistentQuantities
        InvalidLocationCode InvalidOriginAccessIdentity InvalidTagging TooManyDistributionCNAMEs
        NoSuchContinuousDeploymentPolicy TooManyDistributionsAssociatedToOriginRequestPolicy
        TooManyQueryStringParameters RealtimeLogConfigOwnerMismatch ContinuousDeploymentPolicyInUse
        MissingBody TooManyHeadersInForwardedValues InvalidLambdaFunctionAssociation
        CNAMEAlreadyExists TooManyCertificates TrustedKeyGroupDoesNotExist
        TooManyDistributionsAssociatedToResponseHeadersPolicy NoSuchResponseHeadersPolicy
        NoSuchRealtimeLogConfig InvalidResponseCode InvalidGeoRestrictionParameter TooManyOrigins
        InvalidViewerCertificate InvalidFunctionAssociation
        TooManyDistributionsWithLambdaAssociations TooManyDistributionsAssociatedToKeyGroup
        DistributionAlreadyExists NoSuchOrigin TooManyCacheBehaviors
    ]
}

@http(method: "POST", uri: "/2020-05-31/field-level-encryption", code: 201)
operation CreateFieldLevelEncryptionConfig {
    input: CreateFieldLevelEncryptionConfigRequest
    output: CreateFieldLevelEncryptionConfigResult
    errors: [
        QueryArgProfileEmpty TooManyFieldLevelEncryptionContentTypeProfiles
        TooManyFieldLevelEncryptionQueryArgProfiles FieldLevelEncryptionConfigAlreadyExists
        InconsistentQuantities TooManyFieldLevelEncryptionConfigs NoSuchFieldLevelEncryptionProfile
        InvalidArgument
    ]
}

@http(method: "POST", uri: "/2020-05-31/field-level-encryption-profile", code: 201)
operation CreateFieldLevelEncryptionProfile {
    input: CreateFieldLevelEncryptionProfileRequest
    output: CreateFieldLevelEncryptionProfileResult
    errors: [
        TooManyFieldLevelEncryptionFieldPatterns FieldLevelEncryptionProfileAlreadyExists
        NoSuchPublicKey FieldLevelEncryptionProfileSizeExceeded InconsistentQuantities
        TooManyFieldLevelEncryptionProfiles TooManyFieldLevelEncryptionEncryptionEntities
        InvalidArgument
    ]
}

@http(method: "POST", uri: "/2020-05-31/function", code: 201)
operation CreateFunction {
    input: CreateFunctionRequest
    output: CreateFunctionResult
    errors: [
        FunctionAlreadyExists UnsupportedOperation FunctionSizeLimitExceeded InvalidArgument
        TooManyFunctions
    ]
}

@http(method: "POST", uri: "/2020-05-31/distribution/{DistributionId}/invalidation", code: 201)
operation CreateInvalidation {
    input: CreateInvalidationRequest
    output: CreateInvalidationResult
    errors: [
        NoSuchDistribution AccessDenied TooManyInvalidationsInProgress MissingBody
        InconsistentQuantities BatchTooLarge InvalidArgument
    ]
}

@http(method: "POST", uri: "/2020-05-31/distribution-tenant/{Id}/invalidation", code: 201)
operation CreateInvalidationForDistributionTenant {
    input: CreateInvalidationForDistributionTenantRequest
    output: CreateInvalidationForDistributionTenantResult
    errors: [
        AccessDenied EntityNotFound TooManyInvalidationsInProgress MissingBody
        InconsistentQuantities BatchTooLarge InvalidArgument
    ]
}

@http(method: "POST", uri: "/2020-05-31/key-group", code: 201)
operation CreateKeyGroup {
    input: CreateKeyGroupRequest
    output: CreateKeyGroupResult
    errors: [TooManyPublicKeysInKeyGroup TooManyKeyGroups InvalidArgument KeyGroupAlreadyExists]
}

@http(method: "POST", uri: "/2020-05-31/key-value-store", code: 201)
operation CreateKeyValueStore {
    input: CreateKeyValueStoreRequest
    output: CreateKeyValueStoreResult
    errors: [
        AccessDenied UnsupportedOperation EntityAlreadyExists EntityLimitExceeded InvalidArgument
        EntitySizeLimitExceeded
    ]
}

@http(method: "POST", uri: "/2020-05-31/distributions/{DistributionId}/monitoring-subscription")
operation CreateMonitoringSubscription {
    input: CreateMonitoringSubscriptionRequest
    output: CreateMonitoringSubscriptionResult
    errors: [
        NoSuchDistribution AccessDenied MonitoringSubscriptionAlreadyExists UnsupportedOperation
    ]
}

@http(method: "POST", uri: "/2020-05-31/origin-access-control", code: 201)
operation CreateOriginAccessControl {
    input: CreateOriginAccessControlRequest
    output: CreateOriginAccessControlResult
    errors: [OriginAccessControlAlreadyExists TooManyOriginAccessControls InvalidArgument]
}

@http(method: "POST", uri: "/2020-05-31/origin-request-policy", code: 201)
operation CreateOriginRequestPolicy {
    input: CreateOriginRequestPolicyRequest
    output: CreateOriginRequestPolicyResult
    errors: [
        AccessDenied TooManyHeadersInOriginRequestPolicy TooManyCookiesInOriginRequestPolicy
        InconsistentQuantities OriginRequestPolicyAlreadyExists
        TooManyQueryStringsInOriginRequestPolicy InvalidArgument TooManyOriginRequestPolicies
    ]
}

@http(method: "POST", uri: "/2020-05-31/public-key", code: 201)
operation CreatePublicKey {
    input: CreatePublicKeyRequest
    output: CreatePublicKeyResult
    errors: [TooManyPublicKeys PublicKeyAlreadyExists InvalidArgument]
}

@http(method: "POST", uri: "/2020-05-31/realtime-log-config", code: 201)
operation CreateRealtimeLogConfig {
    input: CreateRealtimeLogConfigRequest
    output: CreateRealtimeLogConfigResult
    errors: [AccessDenied RealtimeLogConfigAlreadyExists TooManyRealtimeLogConfigs InvalidArgument]
}

@http(method: "POST", uri: "/2020-05-31/response-headers-policy", code: 201)
operation CreateResponseHeadersPolicy {
    input: CreateResponseHeadersPolicyRequest
    output: CreateResponseHeadersPolicyResult
    errors: [
        AccessDenied TooManyCustomHeadersInResponseHeadersPolicy ResponseHeadersPolicyAlreadyExists
        InconsistentQuantities TooLongCSPInResponseHeadersPolicy InvalidArgument
        TooManyRemoveHeadersInResponseHeadersPolicy TooManyResponseHeadersPolicies
    ]
}

@http(method: "POST", uri: "/2020-05-31/streaming-distribution", code: 201)
operation CreateStreamingDistribution {
    input: CreateStreamingDistributionRequest
    output: CreateStreamingDistributionResult
    errors: [
        AccessDenied StreamingDistributionAlreadyExists InconsistentQuantities
        InvalidOriginAccessIdentity InvalidArgument TooManyTrustedSigners InvalidOriginAccessControl
        TooManyStreamingDistributions MissingBody TooManyStreamingDistributionCNAMEs
        TrustedSignerDoesNotExist CNAMEAlreadyExists InvalidOrigin
    ]
}

@http(method: "POST", uri: "/2020-05-31/streaming-distribution?WithTags", code: 201)
operation CreateStreamingDistributionWithTags {
    input: CreateStreamingDistributionWithTagsRequest
    output: CreateStreamingDistributionWithTagsResult
    errors: [
        AccessDenied StreamingDistributionAlreadyExists InconsistentQuantities
        InvalidOriginAccessIdentity InvalidTagging InvalidArgument TooManyTrustedSigners
        InvalidOriginAccessControl TooManyStreamingDistributions MissingBody
        TooManyStreamingDistributionCNAMEs TrustedSignerDoesNotExist CNAMEAlreadyExists
        InvalidOrigin
    ]
}

@http(method: "POST", uri: "/2020-05-31/trust-store", code: 201)
operation CreateTrustStore {
    input: CreateTrustStoreRequest
    output: CreateTrustStoreResult
    errors: [
        AccessDenied EntityNotFound EntityAlreadyExists InvalidTagging EntityLimitExceeded
        InvalidArgument
    ]
}

@http(method: "POST", uri: "/2020-05-31/vpc-origin", code: 202)
operation CreateVpcOrigin {
    input: CreateVpcOriginRequest
    output: CreateVpcOriginResult
    errors: [
        AccessDenied UnsupportedOperation EntityAlreadyExists InconsistentQuantities InvalidTagging
        EntityLimitExceeded InvalidArgument
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/anycast-ip-list/{Id}", code: 204)
operation DeleteAnycastIpList {
    input: DeleteAnycastIpListRequest
    errors: [
        CannotDeleteEntityWhileInUse PreconditionFailed AccessDenied EntityNotFound IllegalDelete
        UnsupportedOperation InvalidArgument InvalidIfMatchVersion
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/cache-policy/{Id}", code: 204)
operation DeleteCachePolicy {
    input: DeleteCachePolicyRequest
    errors: [
        NoSuchCachePolicy PreconditionFailed AccessDenied IllegalDelete CachePolicyInUse
        InvalidIfMatchVersion
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/origin-access-identity/cloudfront/{Id}", code: 204)
operation DeleteCloudFrontOriginAccessIdentity {
    input: DeleteCloudFrontOriginAccessIdentityRequest
    errors: [
        PreconditionFailed AccessDenied CloudFrontOriginAccessIdentityInUse InvalidIfMatchVersion
        NoSuchCloudFrontOriginAccessIdentity
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/connection-function/{Id}", code: 204)
operation DeleteConnectionFunction {
    input: DeleteConnectionFunctionRequest
    errors: [
        CannotDeleteEntityWhileInUse PreconditionFailed AccessDenied EntityNotFound
        UnsupportedOperation InvalidArgument InvalidIfMatchVersion
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/connection-group/{Id}", code: 204)
operation DeleteConnectionGroup {
    input: DeleteConnectionGroupRequest
    errors: [
        CannotDeleteEntityWhileInUse PreconditionFailed AccessDenied EntityNotFound
        ResourceNotDisabled InvalidIfMatchVersion
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/continuous-deployment-policy/{Id}", code: 204)
operation DeleteContinuousDeploymentPolicy {
    input: DeleteContinuousDeploymentPolicyRequest
    errors: [
        ContinuousDeploymentPolicyInUse PreconditionFailed AccessDenied InvalidArgument
        NoSuchContinuousDeploymentPolicy InvalidIfMatchVersion
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/distribution/{Id}", code: 204)
operation DeleteDistribution {
    input: DeleteDistributionRequest
    errors: [
        ResourceInUse NoSuchDistribution PreconditionFailed AccessDenied DistributionNotDisabled
        InvalidIfMatchVersion
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/distribution-tenant/{Id}", code: 204)
operation DeleteDistributionTenant {
    input: DeleteDistributionTenantRequest
    errors: [
        PreconditionFailed AccessDenied EntityNotFound ResourceNotDisabled InvalidIfMatchVersion
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/field-level-encryption/{Id}", code: 204)
operation DeleteFieldLevelEncryptionConfig {
    input: DeleteFieldLevelEncryptionConfigRequest
    errors: [
        PreconditionFailed AccessDenied FieldLevelEncryptionConfigInUse
        NoSuchFieldLevelEncryptionConfig InvalidIfMatchVersion
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/field-level-encryption-profile/{Id}", code: 204)
operation DeleteFieldLevelEncryptionProfile {
    input: DeleteFieldLevelEncryptionProfileRequest
    errors: [
        PreconditionFailed AccessDenied NoSuchFieldLevelEncryptionProfile
        FieldLevelEncryptionProfileInUse InvalidIfMatchVersion
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/function/{Name}", code: 204)
operation DeleteFunction {
    input: DeleteFunctionRequest
    errors: [
        PreconditionFailed UnsupportedOperation FunctionInUse NoSuchFunctionExists
        InvalidIfMatchVersion
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/key-group/{Id}", code: 204)
operation DeleteKeyGroup {
    input: DeleteKeyGroupRequest
    errors: [PreconditionFailed ResourceInUse NoSuchResource InvalidIfMatchVersion]
}

@http(method: "DELETE", uri: "/2020-05-31/key-value-store/{Name}", code: 204)
operation DeleteKeyValueStore {
    input: DeleteKeyValueStoreRequest
    errors: [
        CannotDeleteEntityWhileInUse PreconditionFailed AccessDenied EntityNotFound
        UnsupportedOperation InvalidIfMatchVersion
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/distributions/{DistributionId}/monitoring-subscription")
operation DeleteMonitoringSubscription {
    input: DeleteMonitoringSubscriptionRequest
    output: DeleteMonitoringSubscriptionResult
    errors: [NoSuchDistribution AccessDenied UnsupportedOperation NoSuchMonitoringSubscription]
}

@http(method: "DELETE", uri: "/2020-05-31/origin-access-control/{Id}", code: 204)
operation DeleteOriginAccessControl {
    input: DeleteOriginAccessControlRequest
    errors: [
        PreconditionFailed AccessDenied OriginAccessControlInUse NoSuchOriginAccessControl
        InvalidIfMatchVersion
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/origin-request-policy/{Id}", code: 204)
operation DeleteOriginRequestPolicy {
    input: DeleteOriginRequestPolicyRequest
    errors: [
        PreconditionFailed AccessDenied IllegalDelete NoSuchOriginRequestPolicy
        InvalidIfMatchVersion OriginRequestPolicyInUse
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/public-key/{Id}", code: 204)
operation DeletePublicKey {
    input: DeletePublicKeyRequest
    errors: [PreconditionFailed AccessDenied NoSuchPublicKey PublicKeyInUse InvalidIfMatchVersion]
}

@http(method: "POST", uri: "/2020-05-31/delete-realtime-log-config", code: 204)
operation DeleteRealtimeLogConfig {
    input: DeleteRealtimeLogConfigRequest
    errors: [AccessDenied InvalidArgument NoSuchRealtimeLogConfig RealtimeLogConfigInUse]
}

@http(method: "POST", uri: "/2020-05-31/delete-resource-policy")
operation DeleteResourcePolicy {
    input: DeleteResourcePolicyRequest
    errors: [
        PreconditionFailed AccessDenied EntityNotFound IllegalDelete UnsupportedOperation
        InvalidArgument
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/response-headers-policy/{Id}", code: 204)
operation DeleteResponseHeadersPolicy {
    input: DeleteResponseHeadersPolicyRequest
    errors: [
        PreconditionFailed ResponseHeadersPolicyInUse AccessDenied IllegalDelete
        NoSuchResponseHeadersPolicy InvalidIfMatchVersion
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/streaming-distribution/{Id}", code: 204)
operation DeleteStreamingDistribution {
    input: DeleteStreamingDistributionRequest
    errors: [
        PreconditionFailed AccessDenied NoSuchStreamingDistribution StreamingDistributionNotDisabled
        InvalidIfMatchVersion
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/trust-store/{Id}", code: 204)
operation DeleteTrustStore {
    input: DeleteTrustStoreRequest
    errors: [
        CannotDeleteEntityWhileInUse PreconditionFailed AccessDenied EntityNotFound InvalidArgument
        InvalidIfMatchVersion
    ]
}

@http(method: "DELETE", uri: "/2020-05-31/vpc-origin/{Id}", code: 202)
operation DeleteVpcOrigin {
    input: DeleteVpcOriginRequest
    output: DeleteVpcOriginResult
    errors: [
        CannotDeleteEntityWhileInUse PreconditionFailed AccessDenied EntityNotFound IllegalDelete
        UnsupportedOperation InvalidArgument InvalidIfMatchVersion
    ]
}

@http(method: "GET", uri: "/2020-05-31/connection-function/{Identifier}/describe")
operation DescribeConnectionFunction {
    input: DescribeConnectionFunctionRequest
    output: DescribeConnectionFunctionResult
    errors: [AccessDenied EntityNotFound UnsupportedOperation InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/function/{Name}/describe")
operation DescribeFunction {
    input: DescribeFunctionRequest
    output: DescribeFunctionResult
    errors: [UnsupportedOperation NoSuchFunctionExists]
}

@http(method: "GET", uri: "/2020-05-31/key-value-store/{Name}")
operation DescribeKeyValueStore {
    input: DescribeKeyValueStoreRequest
    output: DescribeKeyValueStoreResult
    errors: [AccessDenied EntityNotFound UnsupportedOperation InvalidArgument]
}

@http(method: "PUT", uri: "/2020-05-31/distribution-tenant/{Id}/disassociate-web-acl")
operation DisassociateDistributionTenantWebACL {
    input: DisassociateDistributionTenantWebACLRequest
    output: DisassociateDistributionTenantWebACLResult
    errors: [PreconditionFailed AccessDenied EntityNotFound InvalidArgument InvalidIfMatchVersion]
}

@http(method: "PUT", uri: "/2020-05-31/distribution/{Id}/disassociate-web-acl")
operation DisassociateDistributionWebACL {
    input: DisassociateDistributionWebACLRequest
    output: DisassociateDistributionWebACLResult
    errors: [PreconditionFailed AccessDenied EntityNotFound InvalidArgument InvalidIfMatchVersion]
}

@http(method: "GET", uri: "/2020-05-31/anycast-ip-list/{Id}")
operation GetAnycastIpList {
    input: GetAnycastIpListRequest
    output: GetAnycastIpListResult
    errors: [AccessDenied EntityNotFound UnsupportedOperation InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/cache-policy/{Id}")
operation GetCachePolicy {
    input: GetCachePolicyRequest
    output: GetCachePolicyResult
    errors: [NoSuchCachePolicy AccessDenied]
}

@http(method: "GET", uri: "/2020-05-31/cache-policy/{Id}/config")
operation GetCachePolicyConfig {
    input: GetCachePolicyConfigRequest
    output: GetCachePolicyConfigResult
    errors: [NoSuchCachePolicy AccessDenied]
}

@http(method: "GET", uri: "/2020-05-31/origin-access-identity/cloudfront/{Id}")
operation GetCloudFrontOriginAccessIdentity {
    input: GetCloudFrontOriginAccessIdentityRequest
    output: GetCloudFrontOriginAccessIdentityResult
    errors: [AccessDenied NoSuchCloudFrontOriginAccessIdentity]
}

@http(method: "GET", uri: "/2020-05-31/origin-access-identity/cloudfront/{Id}/config")
operation GetCloudFrontOriginAccessIdentityConfig {
    input: GetCloudFrontOriginAccessIdentityConfigRequest
    output: GetCloudFrontOriginAccessIdentityConfigResult
    errors: [AccessDenied NoSuchCloudFrontOriginAccessIdentity]
}

@http(method: "GET", uri: "/2020-05-31/connection-function/{Identifier}")
operation GetConnectionFunction {
    input: GetConnectionFunctionRequest
    output: GetConnectionFunctionResult
    errors: [AccessDenied EntityNotFound UnsupportedOperation]
}

@http(method: "GET", uri: "/2020-05-31/connection-group/{Identifier}")
operation GetConnectionGroup {
    input: GetConnectionGroupRequest
    output: GetConnectionGroupResult
    errors: [AccessDenied EntityNotFound]
}

@http(method: "GET", uri: "/2020-05-31/connection-group")
operation GetConnectionGroupByRoutingEndpoint {
    input: GetConnectionGroupByRoutingEndpointRequest
    output: GetConnectionGroupByRoutingEndpointResult
    errors: [AccessDenied EntityNotFound]
}

@http(method: "GET", uri: "/2020-05-31/continuous-deployment-policy/{Id}")
operation GetContinuousDeploymentPolicy {
    input: GetContinuousDeploymentPolicyRequest
    output: GetContinuousDeploymentPolicyResult
    errors: [AccessDenied NoSuchContinuousDeploymentPolicy]
}

@http(method: "GET", uri: "/2020-05-31/continuous-deployment-policy/{Id}/config")
operation GetContinuousDeploymentPolicyConfig {
    input: GetContinuousDeploymentPolicyConfigRequest
    output: GetContinuousDeploymentPolicyConfigResult
    errors: [AccessDenied NoSuchContinuousDeploymentPolicy]
}

@http(method: "GET", uri: "/2020-05-31/distribution/{Id}")
operation GetDistribution {
    input: GetDistributionRequest
    output: GetDistributionResult
    errors: [NoSuchDistribution AccessDenied]
}

@http(method: "GET", uri: "/2020-05-31/distribution/{Id}/config")
operation GetDistributionConfig {
    input: GetDistributionConfigRequest
    output: GetDistributionConfigResult
    errors: [NoSuchDistribution AccessDenied]
}

@http(method: "GET", uri: "/2020-05-31/distribution-tenant/{Identifier}")
operation GetDistributionTenant {
    input: GetDistributionTenantRequest
    output: GetDistributionTenantResult
    errors: [AccessDenied EntityNotFound]
}

@http(method: "GET", uri: "/2020-05-31/distribution-tenant")
operation GetDistributionTenantByDomain {
    input: GetDistributionTenantByDomainRequest
    output: GetDistributionTenantByDomainResult
    errors: [AccessDenied EntityNotFound]
}

@http(method: "GET", uri: "/2020-05-31/field-level-encryption/{Id}")
operation GetFieldLevelEncryption {
    input: GetFieldLevelEncryptionRequest
    output: GetFieldLevelEncryptionResult
    errors: [AccessDenied NoSuchFieldLevelEncryptionConfig]
}

@http(method: "GET", uri: "/2020-05-31/field-level-encryption/{Id}/config")
operation GetFieldLevelEncryptionConfig {
    input: GetFieldLevelEncryptionConfigRequest
    output: GetFieldLevelEncryptionConfigResult
    errors: [AccessDenied NoSuchFieldLevelEncryptionConfig]
}

@http(method: "GET", uri: "/2020-05-31/field-level-encryption-profile/{Id}")
operation GetFieldLevelEncryptionProfile {
    input: GetFieldLevelEncryptionProfileRequest
    output: GetFieldLevelEncryptionProfileResult
    errors: [AccessDenied NoSuchFieldLevelEncryptionProfile]
}

@http(method: "GET", uri: "/2020-05-31/field-level-encryption-profile/{Id}/config")
operation GetFieldLevelEncryptionProfileConfig {
    input: GetFieldLevelEncryptionProfileConfigRequest
    output: GetFieldLevelEncryptionProfileConfigResult
    errors: [AccessDenied NoSuchFieldLevelEncryptionProfile]
}

@http(method: "GET", uri: "/2020-05-31/function/{Name}")
operation GetFunction {
    input: GetFunctionRequest
    output: GetFunctionResult
    errors: [UnsupportedOperation NoSuchFunctionExists]
}

@http(method: "GET", uri: "/2020-05-31/distribution/{DistributionId}/invalidation/{Id}")
operation GetInvalidation {
    input: GetInvalidationRequest
    output: GetInvalidationResult
    errors: [NoSuchDistribution AccessDenied NoSuchInvalidation]
}

@http(method: "GET", uri: "/2020-05-31/distribution-tenant/{DistributionTenantId}/invalidation/{Id}")
operation GetInvalidationForDistributionTenant {
    input: GetInvalidationForDistributionTenantRequest
    output: GetInvalidationForDistributionTenantResult
    errors: [AccessDenied EntityNotFound NoSuchInvalidation]
}

@http(method: "GET", uri: "/2020-05-31/key-group/{Id}")
operation GetKeyGroup {
    input: GetKeyGroupRequest
    output: GetKeyGroupResult
    errors: [NoSuchResource]
}

@http(method: "GET", uri: "/2020-05-31/key-group/{Id}/config")
operation GetKeyGroupConfig {
    input: GetKeyGroupConfigRequest
    output: GetKeyGroupConfigResult
    errors: [NoSuchResource]
}

@http(method: "GET", uri: "/2020-05-31/managed-certificate/{Identifier}")
operation GetManagedCertificateDetails {
    input: GetManagedCertificateDetailsRequest
    output: GetManagedCertificateDetailsResult
    errors: [AccessDenied EntityNotFound]
}

@http(method: "GET", uri: "/2020-05-31/distributions/{DistributionId}/monitoring-subscription")
operation GetMonitoringSubscription {
    input: GetMonitoringSubscriptionRequest
    output: GetMonitoringSubscriptionResult
    errors: [NoSuchDistribution AccessDenied UnsupportedOperation NoSuchMonitoringSubscription]
}

@http(method: "GET", uri: "/2020-05-31/origin-access-control/{Id}")
operation GetOriginAccessControl {
    input: GetOriginAccessControlRequest
    output: GetOriginAccessControlResult
    errors: [AccessDenied NoSuchOriginAccessControl]
}

@http(method: "GET", uri: "/2020-05-31/origin-access-control/{Id}/config")
operation GetOriginAccessControlConfig {
    input: GetOriginAccessControlConfigRequest
    output: GetOriginAccessControlConfigResult
    errors: [AccessDenied NoSuchOriginAccessControl]
}

@http(method: "GET", uri: "/2020-05-31/origin-request-policy/{Id}")
operation GetOriginRequestPolicy {
    input: GetOriginRequestPolicyRequest
    output: GetOriginRequestPolicyResult
    errors: [AccessDenied NoSuchOriginRequestPolicy]
}

@http(method: "GET", uri: "/2020-05-31/origin-request-policy/{Id}/config")
operation GetOriginRequestPolicyConfig {
    input: GetOriginRequestPolicyConfigRequest
    output: GetOriginRequestPolicyConfigResult
    errors: [AccessDenied NoSuchOriginRequestPolicy]
}

@http(method: "GET", uri: "/2020-05-31/public-key/{Id}")
operation GetPublicKey {
    input: GetPublicKeyRequest
    output: GetPublicKeyResult
    errors: [AccessDenied NoSuchPublicKey]
}

@http(method: "GET", uri: "/2020-05-31/public-key/{Id}/config")
operation GetPublicKeyConfig {
    input: GetPublicKeyConfigRequest
    output: GetPublicKeyConfigResult
    errors: [AccessDenied NoSuchPublicKey]
}

@http(method: "POST", uri: "/2020-05-31/get-realtime-log-config")
operation GetRealtimeLogConfig {
    input: GetRealtimeLogConfigRequest
    output: GetRealtimeLogConfigResult
    errors: [AccessDenied InvalidArgument NoSuchRealtimeLogConfig]
}

@http(method: "POST", uri: "/2020-05-31/get-resource-policy")
operation GetResourcePolicy {
    input: GetResourcePolicyRequest
    output: GetResourcePolicyResult
    errors: [AccessDenied EntityNotFound UnsupportedOperation InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/response-headers-policy/{Id}")
operation GetResponseHeadersPolicy {
    input: GetResponseHeadersPolicyRequest
    output: GetResponseHeadersPolicyResult
    errors: [AccessDenied NoSuchResponseHeadersPolicy]
}

@http(method: "GET", uri: "/2020-05-31/response-headers-policy/{Id}/config")
operation GetResponseHeadersPolicyConfig {
    input: GetResponseHeadersPolicyConfigRequest
    output: GetResponseHeadersPolicyConfigResult
    errors: [AccessDenied NoSuchResponseHeadersPolicy]
}

@http(method: "GET", uri: "/2020-05-31/streaming-distribution/{Id}")
operation GetStreamingDistribution {
    input: GetStreamingDistributionRequest
    output: GetStreamingDistributionResult
    errors: [AccessDenied NoSuchStreamingDistribution]
}

@http(method: "GET", uri: "/2020-05-31/streaming-distribution/{Id}/config")
operation GetStreamingDistributionConfig {
    input: GetStreamingDistributionConfigRequest
    output: GetStreamingDistributionConfigResult
    errors: [AccessDenied NoSuchStreamingDistribution]
}

@http(method: "GET", uri: "/2020-05-31/trust-store/{Identifier}")
operation GetTrustStore {
    input: GetTrustStoreRequest
    output: GetTrustStoreResult
    errors: [AccessDenied EntityNotFound InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/vpc-origin/{Id}")
operation GetVpcOrigin {
    input: GetVpcOriginRequest
    output: GetVpcOriginResult
    errors: [AccessDenied EntityNotFound UnsupportedOperation InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/anycast-ip-list")
operation ListAnycastIpLists {
    input: ListAnycastIpListsRequest
    output: ListAnycastIpListsResult
    errors: [AccessDenied EntityNotFound UnsupportedOperation InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/cache-policy")
operation ListCachePolicies {
    input: ListCachePoliciesRequest
    output: ListCachePoliciesResult
    errors: [NoSuchCachePolicy AccessDenied InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/origin-access-identity/cloudfront")
operation ListCloudFrontOriginAccessIdentities {
    input: ListCloudFrontOriginAccessIdentitiesRequest
    output: ListCloudFrontOriginAccessIdentitiesResult
    errors: [InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/conflicting-alias")
operation ListConflictingAliases {
    input: ListConflictingAliasesRequest
    output: ListConflictingAliasesResult
    errors: [NoSuchDistribution InvalidArgument]
}

@http(method: "POST", uri: "/2020-05-31/connection-functions")
operation ListConnectionFunctions {
    input: ListConnectionFunctionsRequest
    output: ListConnectionFunctionsResult
    errors: [AccessDenied UnsupportedOperation InvalidArgument]
}

@http(method: "POST", uri: "/2020-05-31/connection-groups")
operation ListConnectionGroups {
    input: ListConnectionGroupsRequest
    output: ListConnectionGroupsResult
    errors: [AccessDenied EntityNotFound InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/continuous-deployment-policy")
operation ListContinuousDeploymentPolicies {
    input: ListContinuousDeploymentPoliciesRequest
    output: ListContinuousDeploymentPoliciesResult
    errors: [AccessDenied InvalidArgument NoSuchContinuousDeploymentPolicy]
}

@http(method: "POST", uri: "/2020-05-31/distribution-tenants")
operation ListDistributionTenants {
    input: ListDistributionTenantsRequest
    output: ListDistributionTenantsResult
    errors: [AccessDenied EntityNotFound InvalidArgument]
}

@http(method: "POST", uri: "/2020-05-31/distribution-tenants-by-customization")
operation ListDistributionTenantsByCustomization {
    input: ListDistributionTenantsByCustomizationRequest
    output: ListDistributionTenantsByCustomizationResult
    errors: [AccessDenied EntityNotFound InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/distribution")
operation ListDistributions {
    input: ListDistributionsRequest
    output: ListDistributionsResult
    errors: [InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/distributionsByAnycastIpListId/{AnycastIpListId}")
operation ListDistributionsByAnycastIpListId {
    input: ListDistributionsByAnycastIpListIdRequest
    output: ListDistributionsByAnycastIpListIdResult
    errors: [AccessDenied EntityNotFound UnsupportedOperation InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/distributionsByCachePolicyId/{CachePolicyId}")
operation ListDistributionsByCachePolicyId {
    input: ListDistributionsByCachePolicyIdRequest
    output: ListDistributionsByCachePolicyIdResult
    errors: [NoSuchCachePolicy AccessDenied InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/distributionsByConnectionFunction")
operation ListDistributionsByConnectionFunction {
    input: ListDistributionsByConnectionFunctionRequest
    output: ListDistributionsByConnectionFunctionResult
    errors: [AccessDenied EntityNotFound InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/distributionsByConnectionMode/{ConnectionMode}")
operation ListDistributionsByConnectionMode {
    input: ListDistributionsByConnectionModeRequest
    output: ListDistributionsByConnectionModeResult
    errors: [AccessDenied InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/distributionsByKeyGroupId/{KeyGroupId}")
operation ListDistributionsByKeyGroup {
    input: ListDistributionsByKeyGroupRequest
    output: ListDistributionsByKeyGroupResult
    errors: [InvalidArgument NoSuchResource]
}

@http(method: "GET", uri: "/2020-05-31/distributionsByOriginRequestPolicyId/{OriginRequestPolicyId}")
operation ListDistributionsByOriginRequestPolicyId {
    input: ListDistributionsByOriginRequestPolicyIdRequest
    output: ListDistributionsByOriginRequestPolicyIdResult
    errors: [AccessDenied NoSuchOriginRequestPolicy InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/distributionsByOwnedResource/{ResourceArn}")
operation ListDistributionsByOwnedResource {
    input: ListDistributionsByOwnedResourceRequest
    output: ListDistributionsByOwnedResourceResult
    errors: [AccessDenied EntityNotFound UnsupportedOperation InvalidArgument]
}

@http(method: "POST", uri: "/2020-05-31/distributionsByRealtimeLogConfig")
operation ListDistributionsByRealtimeLogConfig {
    input: ListDistributionsByRealtimeLogConfigRequest
    output: ListDistributionsByRealtimeLogConfigResult
    errors: [InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/distributionsByResponseHeadersPolicyId/{ResponseHeadersPolicyId}")
operation ListDistributionsByResponseHeadersPolicyId {
    input: ListDistributionsByResponseHeadersPolicyIdRequest
    output: ListDistributionsByResponseHeadersPolicyIdResult
    errors: [AccessDenied NoSuchResponseHeadersPolicy InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/distributionsByTrustStore")
operation ListDistributionsByTrustStore {
    input: ListDistributionsByTrustStoreRequest
    output: ListDistributionsByTrustStoreResult
    errors: [AccessDenied EntityNotFound InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/distributionsByVpcOriginId/{VpcOriginId}")
operation ListDistributionsByVpcOriginId {
    input: ListDistributionsByVpcOriginIdRequest
    output: ListDistributionsByVpcOriginIdResult
    errors: [AccessDenied EntityNotFound UnsupportedOperation InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/distributionsByWebACLId/{WebACLId}")
operation ListDistributionsByWebACLId {
    input: ListDistributionsByWebACLIdRequest
    output: ListDistributionsByWebACLIdResult
    errors: [InvalidWebACLId InvalidArgument]
}

@http(method: "POST", uri: "/2020-05-31/domain-conflicts")
operation ListDomainConflicts {
    input: ListDomainConflictsRequest
    output: ListDomainConflictsResult
    errors: [AccessDenied EntityNotFound InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/field-level-encryption")
operation ListFieldLevelEncryptionConfigs {
    input: ListFieldLevelEncryptionConfigsRequest
    output: ListFieldLevelEncryptionConfigsResult
    errors: [InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/field-level-encryption-profile")
operation ListFieldLevelEncryptionProfiles {
    input: ListFieldLevelEncryptionProfilesRequest
    output: ListFieldLevelEncryptionProfilesResult
    errors: [InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/function")
operation ListFunctions {
    input: ListFunctionsRequest
    output: ListFunctionsResult
    errors: [UnsupportedOperation InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/distribution/{DistributionId}/invalidation")
operation ListInvalidations {
    input: ListInvalidationsRequest
    output: ListInvalidationsResult
    errors: [NoSuchDistribution AccessDenied InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/distribution-tenant/{Id}/invalidation")
operation ListInvalidationsForDistributionTenant {
    input: ListInvalidationsForDistributionTenantRequest
    output: ListInvalidationsForDistributionTenantResult
    errors: [AccessDenied EntityNotFound InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/key-group")
operation ListKeyGroups {
    input: ListKeyGroupsRequest
    output: ListKeyGroupsResult
    errors: [InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/key-value-store")
operation ListKeyValueStores {
    input: ListKeyValueStoresRequest
    output: ListKeyValueStoresResult
    errors: [AccessDenied UnsupportedOperation InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/origin-access-control")
operation ListOriginAccessControls {
    input: ListOriginAccessControlsRequest
    output: ListOriginAccessControlsResult
    errors: [InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/origin-request-policy")
operation ListOriginRequestPolicies {
    input: ListOriginRequestPoliciesRequest
    output: ListOriginRequestPoliciesResult
    errors: [AccessDenied NoSuchOriginRequestPolicy InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/public-key")
operation ListPublicKeys {
    input: ListPublicKeysRequest
    output: ListPublicKeysResult
    errors: [InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/realtime-log-config")
operation ListRealtimeLogConfigs {
    input: ListRealtimeLogConfigsRequest
    output: ListRealtimeLogConfigsResult
    errors: [AccessDenied InvalidArgument NoSuchRealtimeLogConfig]
}

@http(method: "GET", uri: "/2020-05-31/response-headers-policy")
operation ListResponseHeadersPolicies {
    input: ListResponseHeadersPoliciesRequest
    output: ListResponseHeadersPoliciesResult
    errors: [AccessDenied NoSuchResponseHeadersPolicy InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/streaming-distribution")
operation ListStreamingDistributions {
    input: ListStreamingDistributionsRequest
    output: ListStreamingDistributionsResult
    errors: [InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/tagging")
operation ListTagsForResource {
    input: ListTagsForResourceRequest
    output: ListTagsForResourceResult
    errors: [AccessDenied InvalidTagging InvalidArgument NoSuchResource]
}

@http(method: "POST", uri: "/2020-05-31/trust-stores")
operation ListTrustStores {
    input: ListTrustStoresRequest
    output: ListTrustStoresResult
    errors: [AccessDenied EntityNotFound InvalidArgument]
}

@http(method: "GET", uri: "/2020-05-31/vpc-origin")
operation ListVpcOrigins {
    input: ListVpcOriginsRequest
    output: ListVpcOriginsResult
    errors: [AccessDenied EntityNotFound UnsupportedOperation InvalidArgument]
}

@http(method: "POST", uri: "/2020-05-31/connection-function/{Id}/publish")
operation PublishConnectionFunction {
    input: PublishConnectionFunctionRequest
    output: PublishConnectionFunctionResult
    errors: [
        PreconditionFailed AccessDenied EntityNotFound UnsupportedOperation InvalidArgument
        InvalidIfMatchVersion
    ]
}

@http(method: "POST", uri: "/2020-05-31/function/{Name}/publish")
operation PublishFunction {
    input: PublishFunctionRequest
    output: PublishFunctionResult
    errors: [
        PreconditionFailed UnsupportedOperation InvalidArgument NoSuchFunctionExists
        InvalidIfMatchVersion
    ]
}

@http(method: "POST", uri: "/2020-05-31/put-resource-policy")
operation PutResourcePolicy {
    input: PutResourcePolicyRequest
    output: PutResourcePolicyResult
    errors: [
        PreconditionFailed AccessDenied EntityNotFound UnsupportedOperation InvalidArgument
        IllegalUpdate
    ]
}

@http(method: "POST", uri: "/2020-05-31/tagging?Operation=Tag", code: 204)
operation TagResource {
    input: TagResourceRequest
    errors: [AccessDenied InvalidTagging InvalidArgument NoSuchResource]
}

@http(method: "POST", uri: "/2020-05-31/connection-function/{Id}/test")
operation TestConnectionFunction {
    input: TestConnectionFunctionRequest
    output: TestConnectionFunctionResult
    errors: [
        TestFunctionFailed PreconditionFailed EntityNotFound UnsupportedOperation InvalidArgument
        InvalidIfMatchVersion
    ]
}

@http(method: "POST", uri: "/2020-05-31/function/{Name}/test")
operation TestFunction {
    input: TestFunctionRequest
    output: TestFunctionResult
    errors: [
        TestFunctionFailed UnsupportedOperation InvalidArgument NoSuchFunctionExists
        InvalidIfMatchVersion
    ]
}

@http(method: "POST", uri: "/2020-05-31/tagging?Operation=Untag", code: 204)
operation UntagResource {
    input: UntagResourceRequest
    errors: [AccessDenied InvalidTagging InvalidArgument NoSuchResource]
}

@http(method: "PUT", uri: "/2020-05-31/anycast-ip-list/{Id}")
operation UpdateAnycastIpList {
    input: UpdateAnycastIpListRequest
    output: UpdateAnycastIpListResult
    errors: [
        PreconditionFailed AccessDenied EntityNotFound UnsupportedOperation InvalidArgument
        InvalidIfMatchVersion
    ]
}

@http(method: "PUT", uri: "/2020-05-31/cache-policy/{Id}")
operation UpdateCachePolicy {
    input: UpdateCachePolicyRequest
    output: UpdateCachePolicyResult
    errors: [
        NoSuchCachePolicy PreconditionFailed AccessDenied TooManyHeadersInCachePolicy
        CachePolicyAlreadyExists TooManyCookiesInCachePolicy InconsistentQuantities IllegalUpdate
        InvalidArgument TooManyQueryStringsInCachePolicy InvalidIfMatchVersion
    ]
}

@http(method: "PUT", uri: "/2020-05-31/origin-access-identity/cloudfront/{Id}/config")
operation UpdateCloudFrontOriginAccessIdentity {
    input: UpdateCloudFrontOriginAccessIdentityRequest
    output: UpdateCloudFrontOriginAccessIdentityResult
    errors: [
        PreconditionFailed AccessDenied MissingBody InconsistentQuantities IllegalUpdate
        InvalidArgument InvalidIfMatchVersion NoSuchCloudFrontOriginAccessIdentity
    ]
}

@http(method: "PUT", uri: "/2020-05-31/connection-function/{Id}")
operation UpdateConnectionFunction {
    input: UpdateConnectionFunctionRequest
    output: UpdateConnectionFunctionResult
    errors: [
        PreconditionFailed AccessDenied EntityNotFound UnsupportedOperation InvalidArgument
        EntitySizeLimitExceeded InvalidIfMatchVersion
    ]
}

@http(method: "PUT", uri: "/2020-05-31/connection-group/{Id}")
operation UpdateConnectionGroup {
    input: UpdateConnectionGroupRequest
    output: UpdateConnectionGroupResult
    errors: [
        PreconditionFailed ResourceInUse AccessDenied EntityNotFound EntityAlreadyExists
        EntityLimitExceeded InvalidArgument InvalidIfMatchVersion
    ]
}

@http(method: "PUT", uri: "/2020-05-31/continuous-deployment-policy/{Id}")
operation UpdateContinuousDeploymentPolicy {
    input: UpdateContinuousDeploymentPolicyRequest
    output: UpdateContinuousDeploymentPolicyResult
    errors: [
        PreconditionFailed AccessDenied StagingDistributionInUse InconsistentQuantities
        InvalidArgument NoSuchContinuousDeploymentPolicy InvalidIfMatchVersion
    ]
}

@http(method: "PUT", uri: "/2020-05-31/distribution/{Id}/config")
operation UpdateDistribution {
    input: UpdateDistributionRequest
    output: UpdateDistributionResult
    errors: [
        AccessDenied TooManyDistributionsAssociatedToOriginAccessControl InvalidDefaultRootObject
        InvalidDomainNameForOriginAccessControl InvalidQueryStringParameters TooManyTrustedSigners
        TooManyCookieNamesInWhiteList NoSuchFieldLevelEncryptionConfig InvalidErrorCode
        IllegalOriginAccessConfiguration TooManyFunctionAssociations TooManyOriginCustomHeaders
        InvalidForwardCookies InvalidMinimumProtocolVersion NoSuchCachePolicy
        TooManyKeyGroupsAssociatedToDistribution TooManyDistributionsAssociatedToCachePolicy
        InvalidRequiredProtocol TooManyDistributionsWithFunctionAssociations
        TooManyOriginGroupsPerDistribution InvalidTTLOrder
        IllegalFieldLevelEncryptionConfigAssociationWithCacheBehavior InvalidOriginKeepaliveTimeout
        InvalidArgument InvalidOriginReadTimeout IllegalUpdate InvalidOriginAccessControl
        EntityNotFound StagingDistributionInUse InvalidHeadersForS3Origin TrustedSignerDoesNotExist
        InvalidWebACLId TooManyDistributionsWithSingleFunctionARN InvalidRelativePath
        TooManyLambdaFunctionAssociations NoSuchDistribution NoSuchOriginRequestPolicy
        TooManyDistributionsAssociatedToFieldLevelEncryptionConfig InconsistentQuantities
        InvalidLocationCode InvalidOriginAccessIdentity TooManyDistributionCNAMEs
        NoSuchContinuousDeploymentPolicy InvalidIfMatchVersion
        TooManyDistributionsAssociatedToOriginRequestPolicy TooManyQueryStringParameters
        RealtimeLogConfigOwnerMismatch PreconditionFailed ContinuousDeploymentPolicyInUse
        MissingBody TooManyHeadersInForwardedValues InvalidLambdaFunctionAssociation
        CNAMEAlreadyExists TooManyCertificates TrustedKeyGroupDoesNotExist
        TooManyDistributionsAssociatedToResponseHeadersPolicy NoSuchResponseHeadersPolicy
        NoSuchRealtimeLogConfig InvalidResponseCode InvalidGeoRestrictionParameter TooManyOrigins
        InvalidViewerCertificate InvalidFunctionAssociation
        TooManyDistributionsWithLambdaAssociations TooManyDistributionsAssociatedToKeyGroup
        NoSuchOrigin TooManyCacheBehaviors
    ]
}

@http(method: "PUT", uri: "/2020-05-31/distribution-tenant/{Id}")
operation UpdateDistributionTenant {
    input: UpdateDistributionTenantRequest
    output: UpdateDistributionTenantResult
    errors: [
        PreconditionFailed AccessDenied EntityNotFound EntityAlreadyExists CNAMEAlreadyExists
        InvalidAssociation EntityLimitExceeded InvalidArgument InvalidIfMatchVersion
    ]
}

@http(method: "PUT", uri: "/2020-05-31/distribution/{Id}/promote-staging-config")
operation UpdateDistributionWithStagingConfig {
    input: UpdateDistributionWithStagingConfigRequest
    output: UpdateDistributionWithStagingConfigResult
    errors: [
        AccessDenied TooManyDistributionsAssociatedToOriginAccessControl InvalidDefaultRootObject
        InvalidQueryStringParameters TooManyTrustedSigners TooManyCookieNamesInWhiteList
        NoSuchFieldLevelEncryptionConfig InvalidErrorCode TooManyFunctionAssociations
        TooManyOriginCustomHeaders InvalidForwardCookies InvalidMinimumProtocolVersion
        NoSuchCachePolicy TooManyKeyGroupsAssociatedToDistribution
        TooManyDistributionsAssociatedToCachePolicy InvalidRequiredProtocol
        TooManyDistributionsWithFunctionAssociations TooManyOriginGroupsPerDistribution
        InvalidTTLOrder IllegalFieldLevelEncryptionConfigAssociationWithCacheBehavior
        InvalidOriginKeepaliveTimeout IllegalUpdate InvalidArgument InvalidOriginReadTimeout
        InvalidOriginAccessControl EntityNotFound InvalidHeadersForS3Origin
        TrustedSignerDoesNotExist InvalidWebACLId TooManyDistributionsWithSingleFunctionARN
        InvalidRelativePath TooManyLambdaFunctionAssociations NoSuchDistribution
        NoSuchOriginRequestPolicy TooManyDistributionsAssociatedToFieldLevelEncryptionConfig
        InconsistentQuantities InvalidLocationCode InvalidOriginAccessIdentity
        TooManyDistributionCNAMEs InvalidIfMatchVersion
        TooManyDistributionsAssociatedToOriginRequestPolicy TooManyQueryStringParameters
        PreconditionFailed RealtimeLogConfigOwnerMismatch MissingBody
        TooManyHeadersInForwardedValues InvalidLambdaFunctionAssociation CNAMEAlreadyExists
        TooManyCertificates TooManyDistributionsAssociatedToResponseHeadersPolicy
        TrustedKeyGroupDoesNotExist NoSuchResponseHeadersPolicy InvalidResponseCode
        NoSuchRealtimeLogConfig InvalidGeoRestrictionParameter InvalidViewerCertificate
        TooManyOrigins InvalidFunctionAssociation TooManyDistributionsWithLambdaAssociations
        TooManyDistributionsAssociatedToKeyGroup EntityLimitExceeded NoSuchOrigin
        TooManyCacheBehaviors
    ]
}

@http(method: "POST", uri: "/2020-05-31/domain-association")
operation UpdateDomainAssociation {
    input: UpdateDomainAssociationRequest
    output: UpdateDomainAssociationResult
    errors: [
        PreconditionFailed AccessDenied EntityNotFound IllegalUpdate InvalidArgument
        InvalidIfMatchVersion
    ]
}

@http(method: "PUT", uri: "/2020-05-31/field-level-encryption/{Id}/config")
operation UpdateFieldLevelEncryptionConfig {
    input: UpdateFieldLevelEncryptionConfigRequest
    output: UpdateFieldLevelEncryptionConfigResult
    errors: [
        PreconditionFailed QueryArgProfileEmpty AccessDenied NoSuchFieldLevelEncryptionConfig
        TooManyFieldLevelEncryptionContentTypeProfiles TooManyFieldLevelEncryptionQueryArgProfiles
        InconsistentQuantities NoSuchFieldLevelEncryptionProfile IllegalUpdate InvalidArgument
        InvalidIfMatchVersion
    ]
}

@http(method: "PUT", uri: "/2020-05-31/field-level-encryption-profile/{Id}/config")
operation UpdateFieldLevelEncryptionProfile {
    input: UpdateFieldLevelEncryptionProfileRequest
    output: UpdateFieldLevelEncryptionProfileResult
    errors: [
        PreconditionFailed TooManyFieldLevelEncryptionFieldPatterns AccessDenied
        FieldLevelEncryptionProfileAlreadyExists NoSuchPublicKey
        FieldLevelEncryptionProfileSizeExceeded InconsistentQuantities
        NoSuchFieldLevelEncryptionProfile TooManyFieldLevelEncryptionEncryptionEntities
        IllegalUpdate InvalidArgument InvalidIfMatchVersion
    ]
}

@http(method: "PUT", uri: "/2020-05-31/function/{Name}")
operation UpdateFunction {
    input: UpdateFunctionRequest
    output: UpdateFunctionResult
    errors: [
        PreconditionFailed UnsupportedOperation FunctionSizeLimitExceeded InvalidArgument
        NoSuchFunctionExists InvalidIfMatchVersion
    ]
}

@http(method: "PUT", uri: "/2020-05-31/key-group/{Id}")
operation UpdateKeyGroup {
    input: UpdateKeyGroupRequest
    output: UpdateKeyGroupResult
    errors: [
        PreconditionFailed TooManyPublicKeysInKeyGroup InvalidArgument NoSuchResource
        InvalidIfMatchVersion KeyGroupAlreadyExists
    ]
}

@http(method: "PUT", uri: "/2020-05-31/key-value-store/{Name}")
operation UpdateKeyValueStore {
    input: UpdateKeyValueStoreRequest
    output: UpdateKeyValueStoreResult
    errors: [
        PreconditionFailed AccessDenied EntityNotFound UnsupportedOperation InvalidArgument
        InvalidIfMatchVersion
    ]
}

@http(method: "PUT", uri: "/2020-05-31/origin-access-control/{Id}/config")
operation UpdateOriginAccessControl {
    input: UpdateOriginAccessControlRequest
    output: UpdateOriginAccessControlResult
    errors: [
        PreconditionFailed AccessDenied OriginAccessControlAlreadyExists NoSuchOriginAccessControl
        IllegalUpdate InvalidArgument InvalidIfMatchVersion
    ]
}

@http(method: "PUT", uri: "/2020-05-31/origin-request-policy/{Id}")
operation UpdateOriginRequestPolicy {
    input: UpdateOriginRequestPolicyRequest
    output: UpdateOriginRequestPolicyResult
    errors: [
        PreconditionFailed AccessDenied TooManyHeadersInOriginRequestPolicy
        NoSuchOriginRequestPolicy TooManyCookiesInOriginRequestPolicy InconsistentQuantities
        OriginRequestPolicyAlreadyExists TooManyQueryStringsInOriginRequestPolicy IllegalUpdate
        InvalidArgument InvalidIfMatchVersion
    ]
}

@http(method: "PUT", uri: "/2020-05-31/public-key/{Id}/config")
operation UpdatePublicKey {
    input: UpdatePublicKeyRequest
    output: UpdatePublicKeyResult
    errors: [
        PreconditionFailed AccessDenied NoSuchPublicKey CannotChangeImmutablePublicKeyFields
        IllegalUpdate InvalidArgument InvalidIfMatchVersion
    ]
}

@http(method: "PUT", uri: "/2020-05-31/realtime-log-config")
operation UpdateRealtimeLogConfig {
    input: UpdateRealtimeLogConfigRequest
    output: UpdateRealtimeLogConfigResult
    errors: [AccessDenied InvalidArgument NoSuchRealtimeLogConfig]
}

@http(method: "PUT", uri: "/2020-05-31/response-headers-policy/{Id}")
operation UpdateResponseHeadersPolicy {
    input: UpdateResponseHeadersPolicyRequest
    output: UpdateResponseHeadersPolicyResult
    errors: [
        PreconditionFailed AccessDenied TooManyCustomHeadersInResponseHeadersPolicy
        ResponseHeadersPolicyAlreadyExists InconsistentQuantities NoSuchResponseHeadersPolicy
        TooLongCSPInResponseHeadersPolicy IllegalUpdate InvalidArgument
        TooManyRemoveHeadersInResponseHeadersPolicy InvalidIfMatchVersion
    ]
}

@http(method: "PUT", uri: "/2020-05-31/streaming-distribution/{Id}/config")
operation UpdateStreamingDistribution {
    input: UpdateStreamingDistributionRequest
    output: UpdateStreamingDistributionResult
    errors: [
        AccessDenied InconsistentQuantities InvalidOriginAccessIdentity InvalidArgument
        IllegalUpdate TooManyTrustedSigners InvalidOriginAccessControl InvalidIfMatchVersion
        PreconditionFailed MissingBody TooManyStreamingDistributionCNAMEs TrustedSignerDoesNotExist
        CNAMEAlreadyExists NoSuchStreamingDistribution
    ]
}

@http(method: "PUT", uri: "/2020-05-31/trust-store/{Id}")
operation UpdateTrustStore {
    input: UpdateTrustStoreRequest
    output: UpdateTrustStoreResult
    errors: [PreconditionFailed AccessDenied EntityNotFound InvalidArgument InvalidIfMatchVersion]
}

@http(method: "PUT", uri: "/2020-05-31/vpc-origin/{Id}", code: 202)
operation UpdateVpcOrigin {
    input: UpdateVpcOriginRequest
    output: UpdateVpcOriginResult
    errors: [
        PreconditionFailed AccessDenied EntityNotFound UnsupportedOperation EntityAlreadyExists
        InconsistentQuantities CannotUpdateEntityWhileInUse EntityLimitExceeded IllegalUpdate
        InvalidArgument InvalidIfMatchVersion
    ]
}

@http(method: "POST", uri: "/2020-05-31/verify-dns-configuration")
operation VerifyDnsConfiguration {
    input: VerifyDnsConfigurationRequest
    output: VerifyDnsConfigurationResult
    errors: [AccessDenied EntityNotFound InvalidArgument]
}

@error("client")
@httpError(403)
structure AccessDenied {
    Message: String
}

structure ActiveTrustedKeyGroups {
    @required Enabled: Boolean
    @required Quantity: Integer
    Items: KGKeyPairIdsList
}

structure ActiveTrustedSigners {
    @required Enabled: Boolean
    @required Quantity: Integer
    Items: SignerList
}

structure AliasICPRecordal {
    CNAME: String
    ICPRecordalStatus: ICPRecordalStatus
}

structure Aliases {
    @required Quantity: Integer
    Items: AliasList
}

structure AllowedMethods {
    @required Quantity: Integer
    @required Items: MethodsList
    CachedMethods: CachedMethods
}

structure AnycastIpList {
    @required Id: String
    @required Name: AnycastIpListName
    @required Status: String
    @required Arn: String
    IpAddressType: IpAddressType
    IpamConfig: IpamConfig
    @required AnycastIps: AnycastIps
    @required IpCount: Integer
    @required LastModifiedTime: Timestamp
}

structure AnycastIpListCollection {
    Items: AnycastIpListSummaries
    @required Marker: String
    NextMarker: String
    @required MaxItems: Integer
    @required IsTruncated: Boolean
    @required Quantity: Integer
}

structure AnycastIpListSummary {
    @required Id: String
    @required Name: AnycastIpListName
    @required Status: String
    @required Arn: String
    @required IpCount: Integer
    @required LastModifiedTime: Timestamp
    IpAddressType: IpAddressType
    ETag: String
    IpamConfig: IpamConfig
}

structure AssociateAliasRequest {
    @required @httpLabel TargetDistributionId: String
    @required @httpQuery("Alias") Alias: String
}

@xmlName("AssociateDistributionTenantWebACLRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure AssociateDistributionTenantWebACLRequest {
    @required @httpLabel Id: String
    @required WebACLArn: String
    @httpHeader("If-Match") IfMatch: String
}

structure AssociateDistributionTenantWebACLResult {
    Id: String
    WebACLArn: String
    @httpHeader("ETag") ETag: String
}

@xmlName("AssociateDistributionWebACLRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure AssociateDistributionWebACLRequest {
    @required @httpLabel Id: String
    @required WebACLArn: String
    @httpHeader("If-Match") IfMatch: String
}

structure AssociateDistributionWebACLResult {
    Id: String
    WebACLArn: String
    @httpHeader("ETag") ETag: String
}

@error("client")
@httpError(413)
structure BatchTooLarge {
    Message: String
}

@error("client")
@httpError(409)
structure CNAMEAlreadyExists {
    Message: String
}

structure CaCertificatesBundleS3Location {
    @required Bucket: String
    @required Key: String
    @required Region: CaCertificatesBundleS3LocationRegionString
    Version: String
}

union CaCertificatesBundleSource {
    CaCertificatesBundleS3Location: CaCertificatesBundleS3Location
}

structure CacheBehavior {
    @required PathPattern: String
    @required TargetOriginId: String
    TrustedSigners: TrustedSigners
    TrustedKeyGroups: TrustedKeyGroups
    @required ViewerProtocolPolicy: ViewerProtocolPolicy
    AllowedMethods: AllowedMethods
    SmoothStreaming: Boolean
    Compress: Boolean
    LambdaFunctionAssociations: LambdaFunctionAssociations
    FunctionAssociations: FunctionAssociations
    FieldLevelEncryptionId: String
    RealtimeLogConfigArn: String
    CachePolicyId: String
    OriginRequestPolicyId: String
    ResponseHeadersPolicyId: String
    GrpcConfig: GrpcConfig
    @deprecated ForwardedValues: ForwardedValues
    @deprecated MinTTL: Long
    @deprecated DefaultTTL: Long
    @deprecated MaxTTL: Long
}

structure CacheBehaviors {
    @required Quantity: Integer
    Items: CacheBehaviorList
}

structure CachePolicy {
    @required Id: String
    @required LastModifiedTime: Timestamp
    @required CachePolicyConfig: CachePolicyConfig
}

@error("client")
@httpError(409)
structure CachePolicyAlreadyExists {
    Message: String
}

structure CachePolicyConfig {
    Comment: String
    @required Name: String
    DefaultTTL: Long
    MaxTTL: Long
    @required MinTTL: Long
    ParametersInCacheKeyAndForwardedToOrigin: ParametersInCacheKeyAndForwardedToOrigin
}

structure CachePolicyCookiesConfig {
    @required CookieBehavior: CachePolicyCookieBehavior
    Cookies: CookieNames
}

structure CachePolicyHeadersConfig {
    @required HeaderBehavior: CachePolicyHeaderBehavior
    Headers: Headers
}

@error("client")
@httpError(409)
structure CachePolicyInUse {
    Message: String
}

structure CachePolicyList {
    NextMarker: String
    @required MaxItems: Integer
    @required Quantity: Integer
    Items: CachePolicySummaryList
}

structure CachePolicyQueryStringsConfig {
    @required QueryStringBehavior: CachePolicyQueryStringBehavior
    QueryStrings: QueryStringNames
}

structure CachePolicySummary {
    @required Type: CachePolicyType
    @required CachePolicy: CachePolicy
}

structure CacheTagConfig {
    @required HeaderName: String
}

structure CachedMethods {
    @required Quantity: Integer
    @required Items: MethodsList
}

@error("client")
@httpError(400)
structure CannotChangeImmutablePublicKeyFields {
    Message: String
}

@error("client")
@httpError(409)
structure CannotDeleteEntityWhileInUse {
    Message: String
}

@error("client")
@httpError(409)
structure CannotUpdateEntityWhileInUse {
    Message: String
}

structure Certificate {
    @required Arn: String
}

structure CloudFrontOriginAccessIdentity {
    @required Id: String
    @required S3CanonicalUserId: String
    CloudFrontOriginAccessIdentityConfig: CloudFrontOriginAccessIdentityConfig
}

@error("client")
@httpError(409)
structure CloudFrontOriginAccessIdentityAlreadyExists {
    Message: String
}

structure CloudFrontOriginAccessIdentityConfig {
    @required CallerReference: String
    @required Comment: String
}

@error("client")
@httpError(409)
structure CloudFrontOriginAccessIdentityInUse {
    Message: String
}

structure CloudFrontOriginAccessIdentityList {
    @required Marker: String
    NextMarker: String
    @required MaxItems: Integer
    @required IsTruncated: Boolean
    @required Quantity: Integer
    Items: CloudFrontOriginAccessIdentitySummaryList
}

structure CloudFrontOriginAccessIdentitySummary {
    @required Id: String
    @required S3CanonicalUserId: String
    @required Comment: String
}

structure ConflictingAlias {
    Alias: String
    DistributionId: String
    AccountId: String
}

structure ConflictingAliasesList {
    NextMarker: String
    MaxItems: Integer
    Quantity: Integer
    Items: ConflictingAliases
}

structure ConnectionFunctionAssociation {
    @required Id: ResourceId
}

structure ConnectionFunctionSummary {
    @required Name: FunctionName
    @required Id: ResourceId
    @required ConnectionFunctionConfig: FunctionConfig
    @required ConnectionFunctionArn: String
    @required Status: String
    @required Stage: FunctionStage
    @required CreatedTime: Timestamp
    @required LastModifiedTime: Timestamp
}

structure ConnectionFunctionTestResult {
    ConnectionFunctionSummary: ConnectionFunctionSummary
    ComputeUtilization: String
    ConnectionFunctionExecutionLogs: FunctionExecutionLogList
    ConnectionFunctionErrorMessage: sensitiveStringType
    ConnectionFunctionOutput: sensitiveStringType
}

structure ConnectionGroup {
    Id: String
    Name: String
    Arn: String
    CreatedTime: Timestamp
    LastModifiedTime: Timestamp
    Tags: Tags
    Ipv6Enabled: Boolean
    RoutingEndpoint: String
    AnycastIpListId: String
    Status: String
    Enabled: Boolean
    IsDefault: Boolean
}

structure ConnectionGroupAssociationFilter {
    AnycastIpListId: String
}

structure ConnectionGroupSummary {
    @required Id: String
    @required Name: String
    @required Arn: String
    @required RoutingEndpoint: String
    @required CreatedTime: Timestamp
    @required LastModifiedTime: Timestamp
    @required ETag: String
    AnycastIpListId: String
    Enabled: Boolean
    Status: String
    IsDefault: Boolean
}

structure ContentTypeProfile {
    @required Format: Format
    ProfileId: String
    @required ContentType: String
}

structure ContentTypeProfileConfig {
    @required ForwardWhenContentTypeIsUnknown: Boolean
    ContentTypeProfiles: ContentTypeProfiles
}

structure ContentTypeProfiles {
    @required Quantity: Integer
    Items: ContentTypeProfileList
}

structure ContinuousDeploymentPolicy {
    @required Id: String
    @required LastModifiedTime: Timestamp
    @required ContinuousDeploymentPolicyConfig: ContinuousDeploymentPolicyConfig
}

@error("client")
@httpError(409)
structure ContinuousDeploymentPolicyAlreadyExists {
    Message: String
}

structure ContinuousDeploymentPolicyConfig {
    @required StagingDistributionDnsNames: StagingDistributionDnsNames
    @required Enabled: Boolean
    TrafficConfig: TrafficConfig
}

@error("client")
@httpError(409)
structure ContinuousDeploymentPolicyInUse {
    Message: String
}

structure ContinuousDeploymentPolicyList {
    NextMarker: String
    @required MaxItems: Integer
    @required Quantity: Integer
    Items: ContinuousDeploymentPolicySummaryList
}

structure ContinuousDeploymentPolicySummary {
    @required ContinuousDeploymentPolicy: ContinuousDeploymentPolicy
}

structure ContinuousDeploymentSingleHeaderConfig {
    @required Header: String
    @required Value: String
}

structure ContinuousDeploymentSingleWeightConfig {
    @required Weight: Float
    SessionStickinessConfig: SessionStickinessConfig
}

structure CookieNames {
    @required Quantity: Integer
    Items: CookieNameList
}

structure CookiePreference {
    @required Forward: ItemSelection
    WhitelistedNames: CookieNames
}

@xmlName("CopyDistributionRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure CopyDistributionRequest {
    @required @httpLabel PrimaryDistributionId: String
    @httpHeader("Staging") Staging: Boolean
    @httpHeader("If-Match") IfMatch: String
    @required CallerReference: String
    Enabled: Boolean
}

structure CopyDistributionResult {
    @httpPayload Distribution: Distribution
    @httpHeader("Location") Location: String
    @httpHeader("ETag") ETag: String
}

@xmlName("CreateAnycastIpListRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure CreateAnycastIpListRequest {
    @required Name: AnycastIpListName
    @required IpCount: Integer
    Tags: Tags
    IpAddressType: IpAddressType
    IpamCidrConfigs: IpamCidrConfigList
}

structure CreateAnycastIpListResult {
    @httpPayload AnycastIpList: AnycastIpList
    @httpHeader("ETag") ETag: String
}

structure CreateCachePolicyRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    CachePolicyConfig: CachePolicyConfig
}

structure CreateCachePolicyResult {
    @httpPayload CachePolicy: CachePolicy
    @httpHeader("Location") Location: String
    @httpHeader("ETag") ETag: String
}

structure CreateCloudFrontOriginAccessIdentityRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    CloudFrontOriginAccessIdentityConfig: CloudFrontOriginAccessIdentityConfig
}

structure CreateCloudFrontOriginAccessIdentityResult {
    @httpPayload CloudFrontOriginAccessIdentity: CloudFrontOriginAccessIdentity
    @httpHeader("Location") Location: String
    @httpHeader("ETag") ETag: String
}

@xmlName("CreateConnectionFunctionRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure CreateConnectionFunctionRequest {
    @required Name: FunctionName
    @required ConnectionFunctionConfig: FunctionConfig
    @required ConnectionFunctionCode: FunctionBlob
    Tags: Tags
}

structure CreateConnectionFunctionResult {
    @httpPayload ConnectionFunctionSummary: ConnectionFunctionSummary
    @httpHeader("Location") Location: String
    @httpHeader("ETag") ETag: String
}

@xmlName("CreateConnectionGroupRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure CreateConnectionGroupRequest {
    @required Name: String
    Ipv6Enabled: Boolean
    Tags: Tags
    AnycastIpListId: String
    Enabled: Boolean
}

structure CreateConnectionGroupResult {
    @httpPayload ConnectionGroup: ConnectionGroup
    @httpHeader("ETag") ETag: String
}

structure CreateContinuousDeploymentPolicyRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    ContinuousDeploymentPolicyConfig: ContinuousDeploymentPolicyConfig
}

structure CreateContinuousDeploymentPolicyResult {
    @httpPayload ContinuousDeploymentPolicy: ContinuousDeploymentPolicy
    @httpHeader("Location") Location: String
    @httpHeader("ETag") ETag: String
}

structure CreateDistributionRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    DistributionConfig: DistributionConfig
}

structure CreateDistributionResult {
    @httpPayload Distribution: Distribution
    @httpHeader("Location") Location: String
    @httpHeader("ETag") ETag: String
}

@xmlName("CreateDistributionTenantRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure CreateDistributionTenantRequest {
    @required DistributionId: String
    @required Name: CreateDistributionTenantRequestNameString
    @required Domains: DomainList
    Tags: Tags
    Customizations: Customizations
    Parameters: Parameters
    ConnectionGroupId: String
    ManagedCertificateRequest: ManagedCertificateRequest
    Enabled: Boolean
}

structure CreateDistributionTenantResult {
    @httpPayload DistributionTenant: DistributionTenant
    @httpHeader("ETag") ETag: String
}

structure CreateDistributionWithTagsRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    DistributionConfigWithTags: DistributionConfigWithTags
}

structure CreateDistributionWithTagsResult {
    @httpPayload Distribution: Distribution
    @httpHeader("Location") Location: String
    @httpHeader("ETag") ETag: String
}

structure CreateFieldLevelEncryptionConfigRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    FieldLevelEncryptionConfig: FieldLevelEncryptionConfig
}

structure CreateFieldLevelEncryptionConfigResult {
    @httpPayload FieldLevelEncryption: FieldLevelEncryption
    @httpHeader("Location") Location: String
    @httpHeader("ETag") ETag: String
}

structure CreateFieldLevelEncryptionProfileRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    FieldLevelEncryptionProfileConfig: FieldLevelEncryptionProfileConfig
}

structure CreateFieldLevelEncryptionProfileResult {
    @httpPayload FieldLevelEncryptionProfile: FieldLevelEncryptionProfile
    @httpHeader("Location") Location: String
    @httpHeader("ETag") ETag: String
}

@xmlName("CreateFunctionRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure CreateFunctionRequest {
    @required Name: FunctionName
    @required FunctionConfig: FunctionConfig
    @required FunctionCode: FunctionBlob
    Tags: Tags
}

structure CreateFunctionResult {
    @httpPayload FunctionSummary: FunctionSummary
    @httpHeader("Location") Location: String
    @httpHeader("ETag") ETag: String
}

structure CreateInvalidationForDistributionTenantRequest {
    @required @httpLabel Id: String
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    InvalidationBatch: InvalidationBatch
}

structure CreateInvalidationForDistributionTenantResult {
    @httpHeader("Location") Location: String
    @httpPayload Invalidation: Invalidation
}

structure CreateInvalidationRequest {
    @required @httpLabel DistributionId: String
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    InvalidationBatch: InvalidationBatch
}

structure CreateInvalidationResult {
    @httpHeader("Location") Location: String
    @httpPayload Invalidation: Invalidation
}

structure CreateKeyGroupRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    KeyGroupConfig: KeyGroupConfig
}

structure CreateKeyGroupResult {
    @httpPayload KeyGroup: KeyGroup
    @httpHeader("Location") Location: String
    @httpHeader("ETag") ETag: String
}

@xmlName("CreateKeyValueStoreRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure CreateKeyValueStoreRequest {
    @required Name: KeyValueStoreName
    Comment: KeyValueStoreComment
    ImportSource: ImportSource
    Tags: Tags
}

structure CreateKeyValueStoreResult {
    @httpPayload KeyValueStore: KeyValueStore
    @httpHeader("ETag") ETag: String
    @httpHeader("Location") Location: String
}

structure CreateMonitoringSubscriptionRequest {
    @required @httpLabel DistributionId: String
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    MonitoringSubscription: MonitoringSubscription
}

structure CreateMonitoringSubscriptionResult {
    @httpPayload MonitoringSubscription: MonitoringSubscription
}

structure CreateOriginAccessControlRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    OriginAccessControlConfig: OriginAccessControlConfig
}

structure CreateOriginAccessControlResult {
    @httpPayload OriginAccessControl: OriginAccessControl
    @httpHeader("Location") Location: String
    @httpHeader("ETag") ETag: String
}

structure CreateOriginRequestPolicyRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    OriginRequestPolicyConfig: OriginRequestPolicyConfig
}

structure CreateOriginRequestPolicyResult {
    @httpPayload OriginRequestPolicy: OriginRequestPolicy
    @httpHeader("Location") Location: String
    @httpHeader("ETag") ETag: String
}

structure CreatePublicKeyRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    PublicKeyConfig: PublicKeyConfig
}

structure CreatePublicKeyResult {
    @httpPayload PublicKey: PublicKey
    @httpHeader("Location") Location: String
    @httpHeader("ETag") ETag: String
}

@xmlName("CreateRealtimeLogConfigRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure CreateRealtimeLogConfigRequest {
    @required EndPoints: EndPointList
    @required Fields: FieldList
    @required Name: String
    @required SamplingRate: Long
}

structure CreateRealtimeLogConfigResult {
    RealtimeLogConfig: RealtimeLogConfig
}

structure CreateResponseHeadersPolicyRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    ResponseHeadersPolicyConfig: ResponseHeadersPolicyConfig
}

structure CreateResponseHeadersPolicyResult {
    @httpPayload ResponseHeadersPolicy: ResponseHeadersPolicy
    @httpHeader("Location") Location: String
    @httpHeader("ETag") ETag: String
}

structure CreateStreamingDistributionRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    StreamingDistributionConfig: StreamingDistributionConfig
}

structure CreateStreamingDistributionResult {
    @httpPayload StreamingDistribution: StreamingDistribution
    @httpHeader("Location") Location: String
    @httpHeader("ETag") ETag: String
}

structure CreateStreamingDistributionWithTagsRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    StreamingDistributionConfigWithTags: StreamingDistributionConfigWithTags
}

structure CreateStreamingDistributionWithTagsResult {
    @httpPayload StreamingDistribution: StreamingDistribution
    @httpHeader("Location") Location: String
    @httpHeader("ETag") ETag: String
}

@xmlName("CreateTrustStoreRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure CreateTrustStoreRequest {
    @required Name: String
    @required CaCertificatesBundleSource: CaCertificatesBundleSource
    UseClientCertificateOCSPEndpoint: Boolean
    Tags: Tags
}

structure CreateTrustStoreResult {
    @httpPayload TrustStore: TrustStore
    @httpHeader("ETag") ETag: String
}

@xmlName("CreateVpcOriginRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure CreateVpcOriginRequest {
    @required VpcOriginEndpointConfig: VpcOriginEndpointConfig
    Tags: Tags
}

structure CreateVpcOriginResult {
    @httpPayload VpcOrigin: VpcOrigin
    @httpHeader("Location") Location: String
    @httpHeader("ETag") ETag: String
}

structure CustomErrorResponse {
    @required ErrorCode: Integer
    ResponsePagePath: String
    ResponseCode: String
    ErrorCachingMinTTL: Long
}

structure CustomErrorResponses {
    @required Quantity: Integer
    Items: CustomErrorResponseList
}

structure CustomHeaders {
    @required Quantity: Integer
    Items: OriginCustomHeadersList
}

structure CustomOriginConfig {
    @required HTTPPort: Integer
    @required HTTPSPort: Integer
    @required OriginProtocolPolicy: OriginProtocolPolicy
    OriginSslProtocols: OriginSslProtocols
    OriginReadTimeout: Integer
    OriginKeepaliveTimeout: Integer
    IpAddressType: IpAddressType
    OriginMtlsConfig: OriginMtlsConfig
}

structure Customizations {
    WebAcl: WebAclCustomization
    Certificate: Certificate
    GeoRestrictions: GeoRestrictionCustomization
}

structure DefaultCacheBehavior {
    @required TargetOriginId: String
    TrustedSigners: TrustedSigners
    TrustedKeyGroups: TrustedKeyGroups
    @required ViewerProtocolPolicy: ViewerProtocolPolicy
    AllowedMethods: AllowedMethods
    SmoothStreaming: Boolean
    Compress: Boolean
    LambdaFunctionAssociations: LambdaFunctionAssociations
    FunctionAssociations: FunctionAssociations
    FieldLevelEncryptionId: String
    RealtimeLogConfigArn: String
    CachePolicyId: String
    OriginRequestPolicyId: String
    ResponseHeadersPolicyId: String
    GrpcConfig: GrpcConfig
    @deprecated ForwardedValues: ForwardedValues
    @deprecated MinTTL: Long
    @deprecated DefaultTTL: Long
    @deprecated MaxTTL: Long
}

structure DeleteAnycastIpListRequest {
    @required @httpLabel Id: String
    @required @httpHeader("If-Match") IfMatch: String
}

structure DeleteCachePolicyRequest {
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure DeleteCloudFrontOriginAccessIdentityRequest {
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure DeleteConnectionFunctionRequest {
    @required @httpLabel Id: ResourceId
    @required @httpHeader("If-Match") IfMatch: String
}

structure DeleteConnectionGroupRequest {
    @required @httpLabel Id: String
    @required @httpHeader("If-Match") IfMatch: String
}

structure DeleteContinuousDeploymentPolicyRequest {
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure DeleteDistributionRequest {
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure DeleteDistributionTenantRequest {
    @required @httpLabel Id: String
    @required @httpHeader("If-Match") IfMatch: String
}

structure DeleteFieldLevelEncryptionConfigRequest {
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure DeleteFieldLevelEncryptionProfileRequest {
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure DeleteFunctionRequest {
    @required @httpLabel Name: FunctionName
    @required @httpHeader("If-Match") IfMatch: String
}

structure DeleteKeyGroupRequest {
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure DeleteKeyValueStoreRequest {
    @required @httpLabel Name: KeyValueStoreName
    @required @httpHeader("If-Match") IfMatch: String
}

structure DeleteMonitoringSubscriptionRequest {
    @required @httpLabel DistributionId: String
}

structure DeleteMonitoringSubscriptionResult {}

structure DeleteOriginAccessControlRequest {
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure DeleteOriginRequestPolicyRequest {
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure DeletePublicKeyRequest {
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

@xmlName("DeleteRealtimeLogConfigRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure DeleteRealtimeLogConfigRequest {
    Name: String
    ARN: String
}

@xmlName("DeleteResourcePolicyRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure DeleteResourcePolicyRequest {
    @required ResourceArn: String
}

structure DeleteResponseHeadersPolicyRequest {
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure DeleteStreamingDistributionRequest {
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure DeleteTrustStoreRequest {
    @required @httpLabel Id: ResourceId
    @required @httpHeader("If-Match") IfMatch: String
}

structure DeleteVpcOriginRequest {
    @required @httpLabel Id: String
    @required @httpHeader("If-Match") IfMatch: String
}

structure DeleteVpcOriginResult {
    @httpPayload VpcOrigin: VpcOrigin
    @httpHeader("ETag") ETag: String
}

structure DescribeConnectionFunctionRequest {
    @required @httpLabel Identifier: String
    @httpQuery("Stage") Stage: FunctionStage
}

structure DescribeConnectionFunctionResult {
    @httpPayload ConnectionFunctionSummary: ConnectionFunctionSummary
    @httpHeader("ETag") ETag: String
}

structure DescribeFunctionRequest {
    @required @httpLabel Name: FunctionName
    @httpQuery("Stage") Stage: FunctionStage
}

structure DescribeFunctionResult {
    @httpPayload FunctionSummary: FunctionSummary
    @httpHeader("ETag") ETag: String
}

structure DescribeKeyValueStoreRequest {
    @required @httpLabel Name: KeyValueStoreName
}

structure DescribeKeyValueStoreResult {
    @httpPayload KeyValueStore: KeyValueStore
    @httpHeader("ETag") ETag: String
}

structure DisassociateDistributionTenantWebACLRequest {
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure DisassociateDistributionTenantWebACLResult {
    Id: String
    @httpHeader("ETag") ETag: String
}

structure DisassociateDistributionWebACLRequest {
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure DisassociateDistributionWebACLResult {
    Id: String
    @httpHeader("ETag") ETag: String
}

structure Distribution {
    @required Id: String
    @required ARN: String
    @required Status: String
    @required LastModifiedTime: Timestamp
    @required InProgressInvalidationBatches: Integer
    @required DomainName: String
    ActiveTrustedSigners: ActiveTrustedSigners
    ActiveTrustedKeyGroups: ActiveTrustedKeyGroups
    @required DistributionConfig: DistributionConfig
    AliasICPRecordals: AliasICPRecordals
}

@error("client")
@httpError(409)
structure DistributionAlreadyExists {
    Message: String
}

structure DistributionConfig {
    @required CallerReference: String
    Aliases: Aliases
    DefaultRootObject: String
    @required Origins: Origins
    OriginGroups: OriginGroups
    @required DefaultCacheBehavior: DefaultCacheBehavior
    CacheBehaviors: CacheBehaviors
    CustomErrorResponses: CustomErrorResponses
    @required Comment: CommentType
    Logging: LoggingConfig
    PriceClass: PriceClass
    @required Enabled: Boolean
    ViewerCertificate: ViewerCertificate
    Restrictions: Restrictions
    WebACLId: String
    HttpVersion: HttpVersion
    IsIPV6Enabled: Boolean
    ContinuousDeploymentPolicyId: String
    Staging: Boolean
    AnycastIpListId: String
    TenantConfig: TenantConfig
    ConnectionMode: ConnectionMode
    ViewerMtlsConfig: ViewerMtlsConfig
    ConnectionFunctionAssociation: ConnectionFunctionAssociation
    CacheTagConfig: CacheTagConfig
}

structure DistributionConfigWithTags {
    @required DistributionConfig: DistributionConfig
    @required Tags: Tags
}

structure DistributionIdList {
    @required Marker: String
    NextMarker: String
    @required MaxItems: Integer
    @required IsTruncated: Boolean
    @required Quantity: Integer
    Items: DistributionIdListSummary
}

structure DistributionIdOwner {
    @required DistributionId: String
    @required OwnerAccountId: String
}

structure DistributionIdOwnerList {
    @required Marker: String
    NextMarker: String
    @required MaxItems: Integer
    @required IsTruncated: Boolean
    @required Quantity: Integer
    Items: DistributionIdOwnerItemList
}

structure DistributionList {
    @required Marker: String
    NextMarker: String
    @required MaxItems: Integer
    @required IsTruncated: Boolean
    @required Quantity: Integer
    Items: DistributionSummaryList
}

@error("client")
@httpError(409)
structure DistributionNotDisabled {
    Message: String
}

structure DistributionResourceId {
    DistributionId: String
    DistributionTenantId: String
}

structure DistributionSummary {
    @required Id: String
    @required ARN: String
    ETag: String
    @required Status: String
    @required LastModifiedTime: Timestamp
    @required DomainName: String
    @required Aliases: Aliases
    @required Origins: Origins
    OriginGroups: OriginGroups
    @required DefaultCacheBehavior: DefaultCacheBehavior
    @required CacheBehaviors: CacheBehaviors
    @required CustomErrorResponses: CustomErrorResponses
    @required Comment: sensitiveStringType
    @required PriceClass: PriceClass
    @required Enabled: Boolean
    @required ViewerCertificate: ViewerCertificate
    @required Restrictions: Restrictions
    @required WebACLId: String
    @required HttpVersion: HttpVersion
    @required IsIPV6Enabled: Boolean
    AliasICPRecordals: AliasICPRecordals
    @required Staging: Boolean
    ConnectionMode: ConnectionMode
    AnycastIpListId: String
    ViewerMtlsConfig: ViewerMtlsConfig
    ConnectionFunctionAssociation: ConnectionFunctionAssociation
}

structure DistributionTenant {
    Id: String
    DistributionId: String
    Name: String
    Arn: String
    Domains: DomainResultList
    Tags: Tags
    Customizations: Customizations
    Parameters: Parameters
    ConnectionGroupId: String
    CreatedTime: Timestamp
    LastModifiedTime: Timestamp
    Enabled: Boolean
    Status: String
}

structure DistributionTenantAssociationFilter {
    DistributionId: String
    ConnectionGroupId: String
}

structure DistributionTenantSummary {
    @required Id: String
    @required DistributionId: String
    @required Name: String
    @required Arn: String
    @required Domains: DomainResultList
    ConnectionGroupId: String
    Customizations: Customizations
    @required CreatedTime: Timestamp
    @required LastModifiedTime: Timestamp
    @required ETag: String
    Enabled: Boolean
    Status: String
}

structure DnsConfiguration {
    @required Domain: String
    @required Status: DnsConfigurationStatus
    Reason: String
}

structure DomainConflict {
    @required Domain: String
    @required ResourceType: DistributionResourceType
    @required ResourceId: String
    @required AccountId: String
}

structure DomainItem {
    @required Domain: String
}

structure DomainResult {
    @required Domain: String
    Status: DomainStatus
}

structure EncryptionEntities {
    @required Quantity: Integer
    Items: EncryptionEntityList
}

structure EncryptionEntity {
    @required PublicKeyId: String
    @required ProviderId: String
    @required FieldPatterns: FieldPatterns
}

structure EndPoint {
    @required StreamType: String
    KinesisStreamConfig: KinesisStreamConfig
}

@error("client")
@httpError(409)
structure EntityAlreadyExists {
    Message: String
}

@error("client")
@httpError(400)
structure EntityLimitExceeded {
    Message: String
}

@error("client")
@httpError(404)
structure EntityNotFound {
    Message: String
}

@error("client")
@httpError(413)
structure EntitySizeLimitExceeded {
    Message: String
}

structure FieldLevelEncryption {
    @required Id: String
    @required LastModifiedTime: Timestamp
    @required FieldLevelEncryptionConfig: FieldLevelEncryptionConfig
}

structure FieldLevelEncryptionConfig {
    @required CallerReference: String
    Comment: String
    QueryArgProfileConfig: QueryArgProfileConfig
    ContentTypeProfileConfig: ContentTypeProfileConfig
}

@error("client")
@httpError(409)
structure FieldLevelEncryptionConfigAlreadyExists {
    Message: String
}

@error("client")
@httpError(409)
structure FieldLevelEncryptionConfigInUse {
    Message: String
}

structure FieldLevelEncryptionList {
    NextMarker: String
    @required MaxItems: Integer
    @required Quantity: Integer
    Items: FieldLevelEncryptionSummaryList
}

structure FieldLevelEncryptionProfile {
    @required Id: String
    @required LastModifiedTime: Timestamp
    @required FieldLevelEncryptionProfileConfig: FieldLevelEncryptionProfileConfig
}

@error("client")
@httpError(409)
structure FieldLevelEncryptionProfileAlreadyExists {
    Message: String
}

structure FieldLevelEncryptionProfileConfig {
    @required Name: String
    @required CallerReference: String
    Comment: String
    @required EncryptionEntities: EncryptionEntities
}

@error("client")
@httpError(409)
structure FieldLevelEncryptionProfileInUse {
    Message: String
}

structure FieldLevelEncryptionProfileList {
    NextMarker: String
    @required MaxItems: Integer
    @required Quantity: Integer
    Items: FieldLevelEncryptionProfileSummaryList
}

@error("client")
@httpError(400)
structure FieldLevelEncryptionProfileSizeExceeded {
    Message: String
}

structure FieldLevelEncryptionProfileSummary {
    @required Id: String
    @required LastModifiedTime: Timestamp
    @required Name: String
    @required EncryptionEntities: EncryptionEntities
    Comment: String
}

structure FieldLevelEncryptionSummary {
    @required Id: String
    @required LastModifiedTime: Timestamp
    Comment: String
    QueryArgProfileConfig: QueryArgProfileConfig
    ContentTypeProfileConfig: ContentTypeProfileConfig
}

structure FieldPatterns {
    @required Quantity: Integer
    Items: FieldPatternList
}

structure ForwardedValues {
    @required QueryString: Boolean
    @required Cookies: CookiePreference
    Headers: Headers
    QueryStringCacheKeys: QueryStringCacheKeys
}

@error("client")
@httpError(409)
structure FunctionAlreadyExists {
    Message: String
}

structure FunctionAssociation {
    @required FunctionARN: FunctionARN
    @required EventType: EventType
}

structure FunctionAssociations {
    @required Quantity: Integer
    Items: FunctionAssociationList
}

structure FunctionConfig {
    @required Comment: String
    @required Runtime: FunctionRuntime
    KeyValueStoreAssociations: KeyValueStoreAssociations
}

@error("client")
@httpError(409)
structure FunctionInUse {
    Message: String
}

structure FunctionList {
    NextMarker: String
    @required MaxItems: Integer
    @required Quantity: Integer
    Items: FunctionSummaryList
}

structure FunctionMetadata {
    @required FunctionARN: String
    Stage: FunctionStage
    CreatedTime: Timestamp
    @required LastModifiedTime: Timestamp
}

@error("client")
@httpError(413)
structure FunctionSizeLimitExceeded {
    Message: String
}

structure FunctionSummary {
    @required Name: FunctionName
    Status: String
    @required FunctionConfig: FunctionConfig
    @required FunctionMetadata: FunctionMetadata
}

structure GeoRestriction {
    @required RestrictionType: GeoRestrictionType
    @required Quantity: Integer
    Items: LocationList
}

structure GeoRestrictionCustomization {
    @required RestrictionType: GeoRestrictionType
    Locations: LocationList
}

structure GetAnycastIpListRequest {
    @required @httpLabel Id: String
}

structure GetAnycastIpListResult {
    @httpPayload AnycastIpList: AnycastIpList
    @httpHeader("ETag") ETag: String
}

structure GetCachePolicyConfigRequest {
    @required @httpLabel Id: String
}

structure GetCachePolicyConfigResult {
    @httpPayload CachePolicyConfig: CachePolicyConfig
    @httpHeader("ETag") ETag: String
}

structure GetCachePolicyRequest {
    @required @httpLabel Id: String
}

structure GetCachePolicyResult {
    @httpPayload CachePolicy: CachePolicy
    @httpHeader("ETag") ETag: String
}

structure GetCloudFrontOriginAccessIdentityConfigRequest {
    @required @httpLabel Id: String
}

structure GetCloudFrontOriginAccessIdentityConfigResult {
    @httpPayload CloudFrontOriginAccessIdentityConfig: CloudFrontOriginAccessIdentityConfig
    @httpHeader("ETag") ETag: String
}

structure GetCloudFrontOriginAccessIdentityRequest {
    @required @httpLabel Id: String
}

structure GetCloudFrontOriginAccessIdentityResult {
    @httpPayload CloudFrontOriginAccessIdentity: CloudFrontOriginAccessIdentity
    @httpHeader("ETag") ETag: String
}

structure GetConnectionFunctionRequest {
    @required @httpLabel Identifier: String
    @httpQuery("Stage") Stage: FunctionStage
}

structure GetConnectionFunctionResult {
    @httpPayload ConnectionFunctionCode: FunctionBlob
    @httpHeader("ETag") ETag: String
    @httpHeader("Content-Type") ContentType: String
}

structure GetConnectionGroupByRoutingEndpointRequest {
    @required @httpQuery("RoutingEndpoint") RoutingEndpoint: String
}

structure GetConnectionGroupByRoutingEndpointResult {
    @httpPayload ConnectionGroup: ConnectionGroup
    @httpHeader("ETag") ETag: String
}

structure GetConnectionGroupRequest {
    @required @httpLabel Identifier: String
}

structure GetConnectionGroupResult {
    @httpPayload ConnectionGroup: ConnectionGroup
    @httpHeader("ETag") ETag: String
}

structure GetContinuousDeploymentPolicyConfigRequest {
    @required @httpLabel Id: String
}

structure GetContinuousDeploymentPolicyConfigResult {
    @httpPayload ContinuousDeploymentPolicyConfig: ContinuousDeploymentPolicyConfig
    @httpHeader("ETag") ETag: String
}

structure GetContinuousDeploymentPolicyRequest {
    @required @httpLabel Id: String
}

structure GetContinuousDeploymentPolicyResult {
    @httpPayload ContinuousDeploymentPolicy: ContinuousDeploymentPolicy
    @httpHeader("ETag") ETag: String
}

structure GetDistributionConfigRequest {
    @required @httpLabel Id: String
}

structure GetDistributionConfigResult {
    @httpPayload DistributionConfig: DistributionConfig
    @httpHeader("ETag") ETag: String
}

structure GetDistributionRequest {
    @required @httpLabel Id: String
}

structure GetDistributionResult {
    @httpPayload Distribution: Distribution
    @httpHeader("ETag") ETag: String
}

structure GetDistributionTenantByDomainRequest {
    @required @httpQuery("domain") Domain: String
}

structure GetDistributionTenantByDomainResult {
    @httpPayload DistributionTenant: DistributionTenant
    @httpHeader("ETag") ETag: String
}

structure GetDistributionTenantRequest {
    @required @httpLabel Identifier: String
}

structure GetDistributionTenantResult {
    @httpPayload DistributionTenant: DistributionTenant
    @httpHeader("ETag") ETag: String
}

structure GetFieldLevelEncryptionConfigRequest {
    @required @httpLabel Id: String
}

structure GetFieldLevelEncryptionConfigResult {
    @httpPayload FieldLevelEncryptionConfig: FieldLevelEncryptionConfig
    @httpHeader("ETag") ETag: String
}

structure GetFieldLevelEncryptionProfileConfigRequest {
    @required @httpLabel Id: String
}

structure GetFieldLevelEncryptionProfileConfigResult {
    @httpPayload FieldLevelEncryptionProfileConfig: FieldLevelEncryptionProfileConfig
    @httpHeader("ETag") ETag: String
}

structure GetFieldLevelEncryptionProfileRequest {
    @required @httpLabel Id: String
}

structure GetFieldLevelEncryptionProfileResult {
    @httpPayload FieldLevelEncryptionProfile: FieldLevelEncryptionProfile
    @httpHeader("ETag") ETag: String
}

structure GetFieldLevelEncryptionRequest {
    @required @httpLabel Id: String
}

structure GetFieldLevelEncryptionResult {
    @httpPayload FieldLevelEncryption: FieldLevelEncryption
    @httpHeader("ETag") ETag: String
}

structure GetFunctionRequest {
    @required @httpLabel Name: FunctionName
    @httpQuery("Stage") Stage: FunctionStage
}

structure GetFunctionResult {
    @httpPayload FunctionCode: FunctionBlob
    @httpHeader("ETag") ETag: String
    @httpHeader("Content-Type") ContentType: String
}

structure GetInvalidationForDistributionTenantRequest {
    @required @httpLabel DistributionTenantId: String
    @required @httpLabel Id: String
}

structure GetInvalidationForDistributionTenantResult {
    @httpPayload Invalidation: Invalidation
}

structure GetInvalidationRequest {
    @required @httpLabel DistributionId: String
    @required @httpLabel Id: String
}

structure GetInvalidationResult {
    @httpPayload Invalidation: Invalidation
}

structure GetKeyGroupConfigRequest {
    @required @httpLabel Id: String
}

structure GetKeyGroupConfigResult {
    @httpPayload KeyGroupConfig: KeyGroupConfig
    @httpHeader("ETag") ETag: String
}

structure GetKeyGroupRequest {
    @required @httpLabel Id: String
}

structure GetKeyGroupResult {
    @httpPayload KeyGroup: KeyGroup
    @httpHeader("ETag") ETag: String
}

structure GetManagedCertificateDetailsRequest {
    @required @httpLabel Identifier: String
}

structure GetManagedCertificateDetailsResult {
    @httpPayload ManagedCertificateDetails: ManagedCertificateDetails
}

structure GetMonitoringSubscriptionRequest {
    @required @httpLabel DistributionId: String
}

structure GetMonitoringSubscriptionResult {
    @httpPayload MonitoringSubscription: MonitoringSubscription
}

structure GetOriginAccessControlConfigRequest {
    @required @httpLabel Id: String
}

structure GetOriginAccessControlConfigResult {
    @httpPayload OriginAccessControlConfig: OriginAccessControlConfig
    @httpHeader("ETag") ETag: String
}

structure GetOriginAccessControlRequest {
    @required @httpLabel Id: String
}

structure GetOriginAccessControlResult {
    @httpPayload OriginAccessControl: OriginAccessControl
    @httpHeader("ETag") ETag: String
}

structure GetOriginRequestPolicyConfigRequest {
    @required @httpLabel Id: String
}

structure GetOriginRequestPolicyConfigResult {
    @httpPayload OriginRequestPolicyConfig: OriginRequestPolicyConfig
    @httpHeader("ETag") ETag: String
}

structure GetOriginRequestPolicyRequest {
    @required @httpLabel Id: String
}

structure GetOriginRequestPolicyResult {
    @httpPayload OriginRequestPolicy: OriginRequestPolicy
    @httpHeader("ETag") ETag: String
}

structure GetPublicKeyConfigRequest {
    @required @httpLabel Id: String
}

structure GetPublicKeyConfigResult {
    @httpPayload PublicKeyConfig: PublicKeyConfig
    @httpHeader("ETag") ETag: String
}

structure GetPublicKeyRequest {
    @required @httpLabel Id: String
}

structure GetPublicKeyResult {
    @httpPayload PublicKey: PublicKey
    @httpHeader("ETag") ETag: String
}

@xmlName("GetRealtimeLogConfigRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure GetRealtimeLogConfigRequest {
    Name: String
    ARN: String
}

structure GetRealtimeLogConfigResult {
    RealtimeLogConfig: RealtimeLogConfig
}

@xmlName("GetResourcePolicyRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure GetResourcePolicyRequest {
    @required ResourceArn: String
}

structure GetResourcePolicyResult {
    ResourceArn: String
    PolicyDocument: String
}

structure GetResponseHeadersPolicyConfigRequest {
    @required @httpLabel Id: String
}

structure GetResponseHeadersPolicyConfigResult {
    @httpPayload ResponseHeadersPolicyConfig: ResponseHeadersPolicyConfig
    @httpHeader("ETag") ETag: String
}

structure GetResponseHeadersPolicyRequest {
    @required @httpLabel Id: String
}

structure GetResponseHeadersPolicyResult {
    @httpPayload ResponseHeadersPolicy: ResponseHeadersPolicy
    @httpHeader("ETag") ETag: String
}

structure GetStreamingDistributionConfigRequest {
    @required @httpLabel Id: String
}

structure GetStreamingDistributionConfigResult {
    @httpPayload StreamingDistributionConfig: StreamingDistributionConfig
    @httpHeader("ETag") ETag: String
}

structure GetStreamingDistributionRequest {
    @required @httpLabel Id: String
}

structure GetStreamingDistributionResult {
    @httpPayload StreamingDistribution: StreamingDistribution
    @httpHeader("ETag") ETag: String
}

structure GetTrustStoreRequest {
    @required @httpLabel Identifier: String
}

structure GetTrustStoreResult {
    @httpPayload TrustStore: TrustStore
    @httpHeader("ETag") ETag: String
}

structure GetVpcOriginRequest {
    @required @httpLabel Id: String
}

structure GetVpcOriginResult {
    @httpPayload VpcOrigin: VpcOrigin
    @httpHeader("ETag") ETag: String
}

structure GrpcConfig {
    @required Enabled: Boolean
}

structure Headers {
    @required Quantity: Integer
    Items: HeaderList
}

@error("client")
@httpError(400)
structure IllegalDelete {
    Message: String
}

@error("client")
@httpError(400)
structure IllegalFieldLevelEncryptionConfigAssociationWithCacheBehavior {
    Message: String
}

@error("client")
@httpError(400)
structure IllegalOriginAccessConfiguration {
    Message: String
}

@error("client")
@httpError(400)
structure IllegalUpdate {
    Message: String
}

structure ImportSource {
    @required SourceType: ImportSourceType
    @required SourceARN: String
}

@error("client")
@httpError(400)
structure InconsistentQuantities {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidArgument {
    Message: String
}

@error("client")
@httpError(409)
structure InvalidAssociation {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidDefaultRootObject {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidDomainNameForOriginAccessControl {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidErrorCode {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidForwardCookies {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidFunctionAssociation {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidGeoRestrictionParameter {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidHeadersForS3Origin {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidIfMatchVersion {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidLambdaFunctionAssociation {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidLocationCode {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidMinimumProtocolVersion {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidOrigin {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidOriginAccessControl {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidOriginAccessIdentity {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidOriginKeepaliveTimeout {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidOriginReadTimeout {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidProtocolSettings {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidQueryStringParameters {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidRelativePath {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidRequiredProtocol {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidResponseCode {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidTTLOrder {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidTagging {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidViewerCertificate {
    Message: String
}

@error("client")
@httpError(400)
structure InvalidWebACLId {
    Message: String
}

structure Invalidation {
    @required Id: String
    @required Status: String
    @required CreateTime: Timestamp
    @required InvalidationBatch: InvalidationBatch
}

structure InvalidationBatch {
    @required Paths: Paths
    @required CallerReference: String
}

structure InvalidationList {
    @required Marker: String
    NextMarker: String
    @required MaxItems: Integer
    @required IsTruncated: Boolean
    @required Quantity: Integer
    Items: InvalidationSummaryList
}

structure InvalidationSummary {
    @required Id: String
    @required CreateTime: Timestamp
    @required Status: String
}

structure IpamCidrConfig {
    @required Cidr: String
    @required IpamPoolArn: String
    AnycastIp: String
    Status: IpamCidrStatus
}

structure IpamConfig {
    @required Quantity: Integer
    @required IpamCidrConfigs: IpamCidrConfigList
}

structure KGKeyPairIds {
    KeyGroupId: String
    KeyPairIds: KeyPairIds
}

structure KeyGroup {
    @required Id: String
    @required LastModifiedTime: Timestamp
    @required KeyGroupConfig: KeyGroupConfig
}

@error("client")
@httpError(409)
structure KeyGroupAlreadyExists {
    Message: String
}

structure KeyGroupConfig {
    @required Name: String
    @required Items: PublicKeyIdList
    Comment: String
}

structure KeyGroupList {
    NextMarker: String
    @required MaxItems: Integer
    @required Quantity: Integer
    Items: KeyGroupSummaryList
}

structure KeyGroupSummary {
    @required KeyGroup: KeyGroup
}

structure KeyPairIds {
    @required Quantity: Integer
    Items: KeyPairIdList
}

structure KeyValueStore {
    @required Name: String
    @required Id: String
    @required Comment: String
    @required ARN: String
    Status: String
    @required LastModifiedTime: Timestamp
}

structure KeyValueStoreAssociation {
    @required KeyValueStoreARN: KeyValueStoreARN
}

structure KeyValueStoreAssociations {
    @required Quantity: Integer
    Items: KeyValueStoreAssociationList
}

structure KeyValueStoreList {
    NextMarker: String
    @required MaxItems: Integer
    @required Quantity: Integer
    Items: KeyValueStoreSummaryList
}

structure KinesisStreamConfig {
    @required RoleARN: String
    @required StreamARN: String
}

structure LambdaFunctionAssociation {
    @required LambdaFunctionARN: LambdaFunctionARN
    @required EventType: EventType
    IncludeBody: Boolean
}

structure LambdaFunctionAssociations {
    @required Quantity: Integer
    Items: LambdaFunctionAssociationList
}

structure ListAnycastIpListsRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: Integer
}

structure ListAnycastIpListsResult {
    @httpPayload @xmlName("AnycastIpListCollection") AnycastIpLists: AnycastIpListCollection
}

structure ListCachePoliciesRequest {
    @httpQuery("Type") Type: CachePolicyType
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
}

structure ListCachePoliciesResult {
    @httpPayload CachePolicyList: CachePolicyList
}

structure ListCloudFrontOriginAccessIdentitiesRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
}

structure ListCloudFrontOriginAccessIdentitiesResult {
    @httpPayload CloudFrontOriginAccessIdentityList: CloudFrontOriginAccessIdentityList
}

structure ListConflictingAliasesRequest {
    @required @httpQuery("DistributionId") DistributionId: distributionIdString
    @required @httpQuery("Alias") Alias: aliasString
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: listConflictingAliasesMaxItemsInteger
}

structure ListConflictingAliasesResult {
    @httpPayload ConflictingAliasesList: ConflictingAliasesList
}

@xmlName("ListConnectionFunctionsRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure ListConnectionFunctionsRequest {
    Marker: String
    MaxItems: Integer
    Stage: FunctionStage
}

structure ListConnectionFunctionsResult {
    NextMarker: String
    ConnectionFunctions: ConnectionFunctionSummaryList
}

@xmlName("ListConnectionGroupsRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure ListConnectionGroupsRequest {
    AssociationFilter: ConnectionGroupAssociationFilter
    Marker: String
    MaxItems: Integer
}

structure ListConnectionGroupsResult {
    NextMarker: String
    ConnectionGroups: ConnectionGroupSummaryList
}

structure ListContinuousDeploymentPoliciesRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
}

structure ListContinuousDeploymentPoliciesResult {
    @httpPayload ContinuousDeploymentPolicyList: ContinuousDeploymentPolicyList
}

@xmlName("ListDistributionTenantsByCustomizationRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure ListDistributionTenantsByCustomizationRequest {
    WebACLArn: String
    CertificateArn: String
    Marker: String
    MaxItems: Integer
}

structure ListDistributionTenantsByCustomizationResult {
    NextMarker: String
    DistributionTenantList: DistributionTenantList
}

@xmlName("ListDistributionTenantsRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure ListDistributionTenantsRequest {
    AssociationFilter: DistributionTenantAssociationFilter
    Marker: String
    MaxItems: Integer
}

structure ListDistributionTenantsResult {
    NextMarker: String
    DistributionTenantList: DistributionTenantList
}

structure ListDistributionsByAnycastIpListIdRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
    @required @httpLabel AnycastIpListId: String
}

structure ListDistributionsByAnycastIpListIdResult {
    @httpPayload DistributionList: DistributionList
}

structure ListDistributionsByCachePolicyIdRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
    @required @httpLabel CachePolicyId: String
}

structure ListDistributionsByCachePolicyIdResult {
    @httpPayload DistributionIdList: DistributionIdList
}

structure ListDistributionsByConnectionFunctionRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: Integer
    @required @httpQuery("ConnectionFunctionIdentifier") ConnectionFunctionIdentifier: String
}

structure ListDistributionsByConnectionFunctionResult {
    @httpPayload DistributionList: DistributionList
}

structure ListDistributionsByConnectionModeRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: Integer
    @required @httpLabel ConnectionMode: ConnectionMode
}

structure ListDistributionsByConnectionModeResult {
    @httpPayload DistributionList: DistributionList
}

structure ListDistributionsByKeyGroupRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
    @required @httpLabel KeyGroupId: String
}

structure ListDistributionsByKeyGroupResult {
    @httpPayload DistributionIdList: DistributionIdList
}

structure ListDistributionsByOriginRequestPolicyIdRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
    @required @httpLabel OriginRequestPolicyId: String
}

structure ListDistributionsByOriginRequestPolicyIdResult {
    @httpPayload DistributionIdList: DistributionIdList
}

structure ListDistributionsByOwnedResourceRequest {
    @required @httpLabel ResourceArn: String
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
}

structure ListDistributionsByOwnedResourceResult {
    @httpPayload DistributionList: DistributionIdOwnerList
}

@xmlName("ListDistributionsByRealtimeLogConfigRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure ListDistributionsByRealtimeLogConfigRequest {
    Marker: String
    MaxItems: String
    RealtimeLogConfigName: String
    RealtimeLogConfigArn: String
}

structure ListDistributionsByRealtimeLogConfigResult {
    @httpPayload DistributionList: DistributionList
}

structure ListDistributionsByResponseHeadersPolicyIdRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
    @required @httpLabel ResponseHeadersPolicyId: String
}

structure ListDistributionsByResponseHeadersPolicyIdResult {
    @httpPayload DistributionIdList: DistributionIdList
}

structure ListDistributionsByTrustStoreRequest {
    @required @httpQuery("TrustStoreIdentifier") TrustStoreIdentifier: String
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
}

structure ListDistributionsByTrustStoreResult {
    @httpPayload DistributionList: DistributionList
}

structure ListDistributionsByVpcOriginIdRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
    @required @httpLabel VpcOriginId: String
}

structure ListDistributionsByVpcOriginIdResult {
    @httpPayload DistributionIdList: DistributionIdList
}

structure ListDistributionsByWebACLIdRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
    @required @httpLabel WebACLId: String
}

structure ListDistributionsByWebACLIdResult {
    @httpPayload DistributionList: DistributionList
}

structure ListDistributionsRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
}

structure ListDistributionsResult {
    @httpPayload DistributionList: DistributionList
}

@xmlName("ListDomainConflictsRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure ListDomainConflictsRequest {
    @required Domain: String
    @required DomainControlValidationResource: DistributionResourceId
    MaxItems: Integer
    Marker: String
}

structure ListDomainConflictsResult {
    DomainConflicts: DomainConflictsList
    NextMarker: String
}

structure ListFieldLevelEncryptionConfigsRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
}

structure ListFieldLevelEncryptionConfigsResult {
    @httpPayload FieldLevelEncryptionList: FieldLevelEncryptionList
}

structure ListFieldLevelEncryptionProfilesRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
}

structure ListFieldLevelEncryptionProfilesResult {
    @httpPayload FieldLevelEncryptionProfileList: FieldLevelEncryptionProfileList
}

structure ListFunctionsRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
    @httpQuery("Stage") Stage: FunctionStage
}

structure ListFunctionsResult {
    @httpPayload FunctionList: FunctionList
}

structure ListInvalidationsForDistributionTenantRequest {
    @required @httpLabel Id: String
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: Integer
}

structure ListInvalidationsForDistributionTenantResult {
    @httpPayload InvalidationList: InvalidationList
}

structure ListInvalidationsRequest {
    @required @httpLabel DistributionId: String
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
}

structure ListInvalidationsResult {
    @httpPayload InvalidationList: InvalidationList
}

structure ListKeyGroupsRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
}

structure ListKeyGroupsResult {
    @httpPayload KeyGroupList: KeyGroupList
}

structure ListKeyValueStoresRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
    @httpQuery("Status") Status: String
}

structure ListKeyValueStoresResult {
    @httpPayload KeyValueStoreList: KeyValueStoreList
}

structure ListOriginAccessControlsRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
}

structure ListOriginAccessControlsResult {
    @httpPayload OriginAccessControlList: OriginAccessControlList
}

structure ListOriginRequestPoliciesRequest {
    @httpQuery("Type") Type: OriginRequestPolicyType
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
}

structure ListOriginRequestPoliciesResult {
    @httpPayload OriginRequestPolicyList: OriginRequestPolicyList
}

structure ListPublicKeysRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
}

structure ListPublicKeysResult {
    @httpPayload PublicKeyList: PublicKeyList
}

structure ListRealtimeLogConfigsRequest {
    @httpQuery("MaxItems") MaxItems: String
    @httpQuery("Marker") Marker: String
}

structure ListRealtimeLogConfigsResult {
    @httpPayload RealtimeLogConfigs: RealtimeLogConfigs
}

structure ListResponseHeadersPoliciesRequest {
    @httpQuery("Type") Type: ResponseHeadersPolicyType
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
}

structure ListResponseHeadersPoliciesResult {
    @httpPayload ResponseHeadersPolicyList: ResponseHeadersPolicyList
}

structure ListStreamingDistributionsRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
}

structure ListStreamingDistributionsResult {
    @httpPayload StreamingDistributionList: StreamingDistributionList
}

structure ListTagsForResourceRequest {
    @required @httpQuery("Resource") Resource: ResourceARN
}

structure ListTagsForResourceResult {
    @required @httpPayload Tags: Tags
}

@xmlName("ListTrustStoresRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure ListTrustStoresRequest {
    Marker: String
    MaxItems: Integer
}

structure ListTrustStoresResult {
    NextMarker: String
    TrustStoreList: TrustStoreList
}

structure ListVpcOriginsRequest {
    @httpQuery("Marker") Marker: String
    @httpQuery("MaxItems") MaxItems: String
}

structure ListVpcOriginsResult {
    @httpPayload VpcOriginList: VpcOriginList
}

structure LoggingConfig {
    Enabled: Boolean
    IncludeCookies: Boolean
    Bucket: String
    Prefix: String
}

structure ManagedCertificateDetails {
    CertificateArn: String
    CertificateStatus: ManagedCertificateStatus
    ValidationTokenHost: ValidationTokenHost
    ValidationTokenDetails: ValidationTokenDetailList
}

structure ManagedCertificateRequest {
    @required ValidationTokenHost: ValidationTokenHost
    PrimaryDomainName: String
    CertificateTransparencyLoggingPreference: CertificateTransparencyLoggingPreference
}

@error("client")
@httpError(400)
structure MissingBody {
    Message: String
}

structure MonitoringSubscription {
    RealtimeMetricsSubscriptionConfig: RealtimeMetricsSubscriptionConfig
}

@error("client")
@httpError(409)
structure MonitoringSubscriptionAlreadyExists {
    Message: String
}

@error("client")
@httpError(404)
structure NoSuchCachePolicy {
    Message: String
}

@error("client")
@httpError(404)
structure NoSuchCloudFrontOriginAccessIdentity {
    Message: String
}

@error("client")
@httpError(404)
structure NoSuchContinuousDeploymentPolicy {
    Message: String
}

@error("client")
@httpError(404)
structure NoSuchDistribution {
    Message: String
}

@error("client")
@httpError(404)
structure NoSuchFieldLevelEncryptionConfig {
    Message: String
}

@error("client")
@httpError(404)
structure NoSuchFieldLevelEncryptionProfile {
    Message: String
}

@error("client")
@httpError(404)
structure NoSuchFunctionExists {
    Message: String
}

@error("client")
@httpError(404)
structure NoSuchInvalidation {
    Message: String
}

@error("client")
@httpError(404)
structure NoSuchMonitoringSubscription {
    Message: String
}

@error("client")
@httpError(404)
structure NoSuchOrigin {
    Message: String
}

@error("client")
@httpError(404)
structure NoSuchOriginAccessControl {
    Message: String
}

@error("client")
@httpError(404)
structure NoSuchOriginRequestPolicy {
    Message: String
}

@error("client")
@httpError(404)
structure NoSuchPublicKey {
    Message: String
}

@error("client")
@httpError(404)
structure NoSuchRealtimeLogConfig {
    Message: String
}

@error("client")
@httpError(404)
structure NoSuchResource {
    Message: String
}

@error("client")
@httpError(404)
structure NoSuchResponseHeadersPolicy {
    Message: String
}

@error("client")
@httpError(404)
structure NoSuchStreamingDistribution {
    Message: String
}

structure Origin {
    @required Id: String
    @required DomainName: String
    OriginPath: String
    CustomHeaders: CustomHeaders
    S3OriginConfig: S3OriginConfig
    CustomOriginConfig: CustomOriginConfig
    VpcOriginConfig: VpcOriginConfig
    ConnectionAttempts: Integer
    ConnectionTimeout: Integer
    ResponseCompletionTimeout: Integer
    OriginShield: OriginShield
    OriginAccessControlId: String
}

structure OriginAccessControl {
    @required Id: String
    OriginAccessControlConfig: OriginAccessControlConfig
}

@error("client")
@httpError(409)
structure OriginAccessControlAlreadyExists {
    Message: String
}

structure OriginAccessControlConfig {
    @required Name: String
    Description: String
    @required SigningProtocol: OriginAccessControlSigningProtocols
    @required SigningBehavior: OriginAccessControlSigningBehaviors
    @required OriginAccessControlOriginType: OriginAccessControlOriginTypes
}

@error("client")
@httpError(409)
structure OriginAccessControlInUse {
    Message: String
}

structure OriginAccessControlList {
    @required Marker: String
    NextMarker: String
    @required MaxItems: Integer
    @required IsTruncated: Boolean
    @required Quantity: Integer
    Items: OriginAccessControlSummaryList
}

structure OriginAccessControlSummary {
    @required Id: String
    @required Description: String
    @required Name: String
    @required SigningProtocol: OriginAccessControlSigningProtocols
    @required SigningBehavior: OriginAccessControlSigningBehaviors
    @required OriginAccessControlOriginType: OriginAccessControlOriginTypes
}

structure OriginCustomHeader {
    @required HeaderName: String
    @required HeaderValue: sensitiveStringType
}

structure OriginGroup {
    @required Id: String
    @required FailoverCriteria: OriginGroupFailoverCriteria
    @required Members: OriginGroupMembers
    SelectionCriteria: OriginGroupSelectionCriteria
}

structure OriginGroupFailoverCriteria {
    @required StatusCodes: StatusCodes
}

structure OriginGroupMember {
    @required OriginId: String
}

structure OriginGroupMembers {
    @required Quantity: Integer
    @required Items: OriginGroupMemberList
}

structure OriginGroups {
    @required Quantity: Integer
    Items: OriginGroupList
}

structure OriginMtlsConfig {
    @required ClientCertificateArn: String
}

structure OriginRequestPolicy {
    @required Id: String
    @required LastModifiedTime: Timestamp
    @required OriginRequestPolicyConfig: OriginRequestPolicyConfig
}

@error("client")
@httpError(409)
structure OriginRequestPolicyAlreadyExists {
    Message: String
}

structure OriginRequestPolicyConfig {
    Comment: String
    @required Name: String
    @required HeadersConfig: OriginRequestPolicyHeadersConfig
    @required CookiesConfig: OriginRequestPolicyCookiesConfig
    @required QueryStringsConfig: OriginRequestPolicyQueryStringsConfig
}

structure OriginRequestPolicyCookiesConfig {
    @required CookieBehavior: OriginRequestPolicyCookieBehavior
    Cookies: CookieNames
}

structure OriginRequestPolicyHeadersConfig {
    @required HeaderBehavior: OriginRequestPolicyHeaderBehavior
    Headers: Headers
}

@error("client")
@httpError(409)
structure OriginRequestPolicyInUse {
    Message: String
}

structure OriginRequestPolicyList {
    NextMarker: String
    @required MaxItems: Integer
    @required Quantity: Integer
    Items: OriginRequestPolicySummaryList
}

structure OriginRequestPolicyQueryStringsConfig {
    @required QueryStringBehavior: OriginRequestPolicyQueryStringBehavior
    QueryStrings: QueryStringNames
}

structure OriginRequestPolicySummary {
    @required Type: OriginRequestPolicyType
    @required OriginRequestPolicy: OriginRequestPolicy
}

structure OriginShield {
    @required Enabled: Boolean
    OriginShieldRegion: OriginShieldRegion
}

structure OriginSslProtocols {
    @required Quantity: Integer
    @required Items: SslProtocolsList
}

structure Origins {
    @required Quantity: Integer
    @required Items: OriginList
}

structure Parameter {
    @required Name: ParameterName
    @required Value: ParameterValue
}

structure ParameterDefinition {
    @required Name: ParameterName
    @required Definition: ParameterDefinitionSchema
}

structure ParameterDefinitionSchema {
    StringSchema: StringSchemaConfig
}

structure ParametersInCacheKeyAndForwardedToOrigin {
    @required EnableAcceptEncodingGzip: Boolean
    EnableAcceptEncodingBrotli: Boolean
    @required HeadersConfig: CachePolicyHeadersConfig
    @required CookiesConfig: CachePolicyCookiesConfig
    @required QueryStringsConfig: CachePolicyQueryStringsConfig
}

structure Paths {
    @required Quantity: Integer
    Items: PathList
}

@error("client")
@httpError(412)
structure PreconditionFailed {
    Message: String
}

structure PublicKey {
    @required Id: String
    @required CreatedTime: Timestamp
    @required PublicKeyConfig: PublicKeyConfig
}

@error("client")
@httpError(409)
structure PublicKeyAlreadyExists {
    Message: String
}

structure PublicKeyConfig {
    @required CallerReference: String
    @required Name: String
    @required EncodedKey: String
    Comment: String
}

@error("client")
@httpError(409)
structure PublicKeyInUse {
    Message: String
}

structure PublicKeyList {
    NextMarker: String
    @required MaxItems: Integer
    @required Quantity: Integer
    Items: PublicKeySummaryList
}

structure PublicKeySummary {
    @required Id: String
    @required Name: String
    @required CreatedTime: Timestamp
    @required EncodedKey: String
    Comment: String
}

structure PublishConnectionFunctionRequest {
    @required @httpLabel Id: ResourceId
    @required @httpHeader("If-Match") IfMatch: String
}

structure PublishConnectionFunctionResult {
    @httpPayload ConnectionFunctionSummary: ConnectionFunctionSummary
}

structure PublishFunctionRequest {
    @required @httpLabel Name: FunctionName
    @required @httpHeader("If-Match") IfMatch: String
}

structure PublishFunctionResult {
    @httpPayload FunctionSummary: FunctionSummary
}

@xmlName("PutResourcePolicyRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure PutResourcePolicyRequest {
    @required ResourceArn: String
    @required PolicyDocument: String
}

structure PutResourcePolicyResult {
    ResourceArn: String
}

structure QueryArgProfile {
    @required QueryArg: String
    @required ProfileId: String
}

structure QueryArgProfileConfig {
    @required ForwardWhenQueryArgProfileIsUnknown: Boolean
    QueryArgProfiles: QueryArgProfiles
}

@error("client")
@httpError(400)
structure QueryArgProfileEmpty {
    Message: String
}

structure QueryArgProfiles {
    @required Quantity: Integer
    Items: QueryArgProfileList
}

structure QueryStringCacheKeys {
    @required Quantity: Integer
    Items: QueryStringCacheKeysList
}

structure QueryStringNames {
    @required Quantity: Integer
    Items: QueryStringNamesList
}

structure RealtimeLogConfig {
    @required ARN: String
    @required Name: String
    @required SamplingRate: Long
    @required EndPoints: EndPointList
    @required Fields: FieldList
}

@error("client")
@httpError(409)
structure RealtimeLogConfigAlreadyExists {
    Message: String
}

@error("client")
@httpError(400)
structure RealtimeLogConfigInUse {
    Message: String
}

@error("client")
@httpError(401)
structure RealtimeLogConfigOwnerMismatch {
    Message: String
}

structure RealtimeLogConfigs {
    @required MaxItems: Integer
    Items: RealtimeLogConfigList
    @required IsTruncated: Boolean
    @required Marker: String
    NextMarker: String
}

structure RealtimeMetricsSubscriptionConfig {
    @required RealtimeMetricsSubscriptionStatus: RealtimeMetricsSubscriptionStatus
}

@error("client")
@httpError(409)
structure ResourceInUse {
    Message: String
}

@error("client")
@httpError(409)
structure ResourceNotDisabled {
    Message: String
}

structure ResponseHeadersPolicy {
    @required Id: String
    @required LastModifiedTime: Timestamp
    @required ResponseHeadersPolicyConfig: ResponseHeadersPolicyConfig
}

structure ResponseHeadersPolicyAccessControlAllowHeaders {
    @required Quantity: Integer
    @required Items: AccessControlAllowHeadersList
}

structure ResponseHeadersPolicyAccessControlAllowMethods {
    @required Quantity: Integer
    @required Items: AccessControlAllowMethodsList
}

structure ResponseHeadersPolicyAccessControlAllowOrigins {
    @required Quantity: Integer
    @required Items: AccessControlAllowOriginsList
}

structure ResponseHeadersPolicyAccessControlExposeHeaders {
    @required Quantity: Integer
    Items: AccessControlExposeHeadersList
}

@error("client")
@httpError(409)
structure ResponseHeadersPolicyAlreadyExists {
    Message: String
}

structure ResponseHeadersPolicyConfig {
    Comment: String
    @required Name: String
    CorsConfig: ResponseHeadersPolicyCorsConfig
    SecurityHeadersConfig: ResponseHeadersPolicySecurityHeadersConfig
    ServerTimingHeadersConfig: ResponseHeadersPolicyServerTimingHeadersConfig
    CustomHeadersConfig: ResponseHeadersPolicyCustomHeadersConfig
    RemoveHeadersConfig: ResponseHeadersPolicyRemoveHeadersConfig
}

structure ResponseHeadersPolicyContentSecurityPolicy {
    @required Override: Boolean
    @required ContentSecurityPolicy: String
}

structure ResponseHeadersPolicyContentTypeOptions {
    @required Override: Boolean
}

structure ResponseHeadersPolicyCorsConfig {
    @required AccessControlAllowOrigins: ResponseHeadersPolicyAccessControlAllowOrigins
    @required AccessControlAllowHeaders: ResponseHeadersPolicyAccessControlAllowHeaders
    @required AccessControlAllowMethods: ResponseHeadersPolicyAccessControlAllowMethods
    @required AccessControlAllowCredentials: Boolean
    AccessControlExposeHeaders: ResponseHeadersPolicyAccessControlExposeHeaders
    AccessControlMaxAgeSec: Integer
    @required OriginOverride: Boolean
}

structure ResponseHeadersPolicyCustomHeader {
    @required Header: String
    @required Value: String
    @required Override: Boolean
}

structure ResponseHeadersPolicyCustomHeadersConfig {
    @required Quantity: Integer
    Items: ResponseHeadersPolicyCustomHeaderList
}

structure ResponseHeadersPolicyFrameOptions {
    @required Override: Boolean
    @required FrameOption: FrameOptionsList
}

@error("client")
@httpError(409)
structure ResponseHeadersPolicyInUse {
    Message: String
}

structure ResponseHeadersPolicyList {
    NextMarker: String
    @required MaxItems: Integer
    @required Quantity: Integer
    Items: ResponseHeadersPolicySummaryList
}

structure ResponseHeadersPolicyReferrerPolicy {
    @required Override: Boolean
    @required ReferrerPolicy: ReferrerPolicyList
}

structure ResponseHeadersPolicyRemoveHeader {
    @required Header: String
}

structure ResponseHeadersPolicyRemoveHeadersConfig {
    @required Quantity: Integer
    Items: ResponseHeadersPolicyRemoveHeaderList
}

structure ResponseHeadersPolicySecurityHeadersConfig {
    XSSProtection: ResponseHeadersPolicyXSSProtection
    FrameOptions: ResponseHeadersPolicyFrameOptions
    ReferrerPolicy: ResponseHeadersPolicyReferrerPolicy
    ContentSecurityPolicy: ResponseHeadersPolicyContentSecurityPolicy
    ContentTypeOptions: ResponseHeadersPolicyContentTypeOptions
    StrictTransportSecurity: ResponseHeadersPolicyStrictTransportSecurity
}

structure ResponseHeadersPolicyServerTimingHeadersConfig {
    @required Enabled: Boolean
    SamplingRate: SamplingRate
}

structure ResponseHeadersPolicyStrictTransportSecurity {
    @required Override: Boolean
    IncludeSubdomains: Boolean
    Preload: Boolean
    @required AccessControlMaxAgeSec: Integer
}

structure ResponseHeadersPolicySummary {
    @required Type: ResponseHeadersPolicyType
    @required ResponseHeadersPolicy: ResponseHeadersPolicy
}

structure ResponseHeadersPolicyXSSProtection {
    @required Override: Boolean
    @required Protection: Boolean
    ModeBlock: Boolean
    ReportUri: String
}

structure Restrictions {
    @required GeoRestriction: GeoRestriction
}

structure S3Origin {
    @required DomainName: String
    @required OriginAccessIdentity: String
}

structure S3OriginConfig {
    @required OriginAccessIdentity: String
    OriginReadTimeout: Integer
}

structure SessionStickinessConfig {
    @required IdleTTL: Integer
    @required MaximumTTL: Integer
}

structure Signer {
    AwsAccountNumber: String
    KeyPairIds: KeyPairIds
}

structure StagingDistributionDnsNames {
    @required Quantity: Integer
    Items: StagingDistributionDnsNameList
}

@error("client")
@httpError(409)
structure StagingDistributionInUse {
    Message: String
}

structure StatusCodes {
    @required Quantity: Integer
    @required Items: StatusCodeList
}

structure StreamingDistribution {
    @required Id: String
    @required ARN: String
    @required Status: String
    LastModifiedTime: Timestamp
    @required DomainName: String
    @required ActiveTrustedSigners: ActiveTrustedSigners
    @required StreamingDistributionConfig: StreamingDistributionConfig
}

@error("client")
@httpError(409)
structure StreamingDistributionAlreadyExists {
    Message: String
}

structure StreamingDistributionConfig {
    @required CallerReference: String
    @required S3Origin: S3Origin
    Aliases: Aliases
    @required Comment: String
    Logging: StreamingLoggingConfig
    @required TrustedSigners: TrustedSigners
    PriceClass: PriceClass
    @required Enabled: Boolean
}

structure StreamingDistributionConfigWithTags {
    @required StreamingDistributionConfig: StreamingDistributionConfig
    @required Tags: Tags
}

structure StreamingDistributionList {
    @required Marker: String
    NextMarker: String
    @required MaxItems: Integer
    @required IsTruncated: Boolean
    @required Quantity: Integer
    Items: StreamingDistributionSummaryList
}

@error("client")
@httpError(409)
structure StreamingDistributionNotDisabled {
    Message: String
}

structure StreamingDistributionSummary {
    @required Id: String
    @required ARN: String
    @required Status: String
    @required LastModifiedTime: Timestamp
    @required DomainName: String
    @required S3Origin: S3Origin
    @required Aliases: Aliases
    @required TrustedSigners: TrustedSigners
    @required Comment: String
    @required PriceClass: PriceClass
    @required Enabled: Boolean
}

structure StreamingLoggingConfig {
    @required Enabled: Boolean
    @required Bucket: String
    @required Prefix: String
}

structure StringSchemaConfig {
    Comment: sensitiveStringType
    DefaultValue: ParameterValue
    @required Required: Boolean
}

structure Tag {
    @required Key: TagKey
    Value: TagValue
}

structure TagKeys {
    Items: TagKeyList
}

structure TagResourceRequest {
    @required @httpQuery("Resource") Resource: ResourceARN
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    Tags: Tags
}

structure Tags {
    Items: TagList
}

structure TenantConfig {
    ParameterDefinitions: ParameterDefinitions
}

@xmlName("TestConnectionFunctionRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure TestConnectionFunctionRequest {
    @required @httpLabel Id: ResourceId
    @required @httpHeader("If-Match") IfMatch: String
    Stage: FunctionStage
    @required ConnectionObject: FunctionEventObject
}

structure TestConnectionFunctionResult {
    @httpPayload ConnectionFunctionTestResult: ConnectionFunctionTestResult
}

@error("server")
@httpError(500)
structure TestFunctionFailed {
    Message: String
}

@xmlName("TestFunctionRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure TestFunctionRequest {
    @required @httpLabel Name: FunctionName
    @required @httpHeader("If-Match") IfMatch: String
    Stage: FunctionStage
    @required EventObject: FunctionEventObject
}

structure TestFunctionResult {
    @httpPayload TestResult: TestResult
}

structure TestResult {
    FunctionSummary: FunctionSummary
    ComputeUtilization: String
    FunctionExecutionLogs: FunctionExecutionLogList
    FunctionErrorMessage: sensitiveStringType
    FunctionOutput: sensitiveStringType
}

@error("client")
@httpError(400)
structure TooLongCSPInResponseHeadersPolicy {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyCacheBehaviors {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyCachePolicies {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyCertificates {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyCloudFrontOriginAccessIdentities {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyContinuousDeploymentPolicies {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyCookieNamesInWhiteList {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyCookiesInCachePolicy {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyCookiesInOriginRequestPolicy {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyCustomHeadersInResponseHeadersPolicy {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyDistributionCNAMEs {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyDistributions {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyDistributionsAssociatedToCachePolicy {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyDistributionsAssociatedToFieldLevelEncryptionConfig {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyDistributionsAssociatedToKeyGroup {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyDistributionsAssociatedToOriginAccessControl {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyDistributionsAssociatedToOriginRequestPolicy {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyDistributionsAssociatedToResponseHeadersPolicy {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyDistributionsWithFunctionAssociations {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyDistributionsWithLambdaAssociations {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyDistributionsWithSingleFunctionARN {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyFieldLevelEncryptionConfigs {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyFieldLevelEncryptionContentTypeProfiles {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyFieldLevelEncryptionEncryptionEntities {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyFieldLevelEncryptionFieldPatterns {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyFieldLevelEncryptionProfiles {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyFieldLevelEncryptionQueryArgProfiles {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyFunctionAssociations {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyFunctions {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyHeadersInCachePolicy {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyHeadersInForwardedValues {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyHeadersInOriginRequestPolicy {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyInvalidationsInProgress {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyKeyGroups {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyKeyGroupsAssociatedToDistribution {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyLambdaFunctionAssociations {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyOriginAccessControls {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyOriginCustomHeaders {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyOriginGroupsPerDistribution {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyOriginRequestPolicies {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyOrigins {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyPublicKeys {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyPublicKeysInKeyGroup {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyQueryStringParameters {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyQueryStringsInCachePolicy {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyQueryStringsInOriginRequestPolicy {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyRealtimeLogConfigs {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyRemoveHeadersInResponseHeadersPolicy {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyResponseHeadersPolicies {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyStreamingDistributionCNAMEs {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyStreamingDistributions {
    Message: String
}

@error("client")
@httpError(400)
structure TooManyTrustedSigners {
    Message: String
}

structure TrafficConfig {
    SingleWeightConfig: ContinuousDeploymentSingleWeightConfig
    SingleHeaderConfig: ContinuousDeploymentSingleHeaderConfig
    @required Type: ContinuousDeploymentPolicyType
}

structure TrustStore {
    Id: String
    Arn: String
    Name: String
    Status: TrustStoreStatus
    NumberOfCaCertificates: Integer
    LastModifiedTime: Timestamp
    Reason: String
    UseClientCertificateOCSPEndpoint: Boolean
}

structure TrustStoreConfig {
    @required TrustStoreId: String
    AdvertiseTrustStoreCaNames: Boolean
    IgnoreCertificateExpiry: Boolean
}

structure TrustStoreSummary {
    @required Id: String
    @required Arn: String
    @required Name: String
    @required Status: TrustStoreStatus
    @required NumberOfCaCertificates: Integer
    @required LastModifiedTime: Timestamp
    Reason: String
    @required ETag: String
}

@error("client")
@httpError(400)
structure TrustedKeyGroupDoesNotExist {
    Message: String
}

structure TrustedKeyGroups {
    @required Enabled: Boolean
    @required Quantity: Integer
    Items: TrustedKeyGroupIdList
}

@error("client")
@httpError(400)
structure TrustedSignerDoesNotExist {
    Message: String
}

structure TrustedSigners {
    @required Enabled: Boolean
    @required Quantity: Integer
    Items: AwsAccountNumberList
}

@error("client")
@httpError(400)
structure UnsupportedOperation {
    Message: String
}

structure UntagResourceRequest {
    @required @httpQuery("Resource") Resource: ResourceARN
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    TagKeys: TagKeys
}

@xmlName("UpdateAnycastIpListRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure UpdateAnycastIpListRequest {
    @required @httpLabel Id: String
    IpAddressType: IpAddressType
    IpamCidrConfigs: IpamCidrConfigList
    @required @httpHeader("If-Match") IfMatch: String
}

structure UpdateAnycastIpListResult {
    @httpPayload AnycastIpList: AnycastIpList
    @httpHeader("ETag") ETag: String
}

structure UpdateCachePolicyRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    CachePolicyConfig: CachePolicyConfig
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure UpdateCachePolicyResult {
    @httpPayload CachePolicy: CachePolicy
    @httpHeader("ETag") ETag: String
}

structure UpdateCloudFrontOriginAccessIdentityRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    CloudFrontOriginAccessIdentityConfig: CloudFrontOriginAccessIdentityConfig
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure UpdateCloudFrontOriginAccessIdentityResult {
    @httpPayload CloudFrontOriginAccessIdentity: CloudFrontOriginAccessIdentity
    @httpHeader("ETag") ETag: String
}

@xmlName("UpdateConnectionFunctionRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure UpdateConnectionFunctionRequest {
    @required @httpLabel Id: ResourceId
    @required @httpHeader("If-Match") IfMatch: String
    @required ConnectionFunctionConfig: FunctionConfig
    @required ConnectionFunctionCode: FunctionBlob
}

structure UpdateConnectionFunctionResult {
    @httpPayload ConnectionFunctionSummary: ConnectionFunctionSummary
    @httpHeader("ETag") ETag: String
}

@xmlName("UpdateConnectionGroupRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure UpdateConnectionGroupRequest {
    @required @httpLabel Id: String
    Ipv6Enabled: Boolean
    @required @httpHeader("If-Match") IfMatch: String
    AnycastIpListId: String
    Enabled: Boolean
}

structure UpdateConnectionGroupResult {
    @httpPayload ConnectionGroup: ConnectionGroup
    @httpHeader("ETag") ETag: String
}

structure UpdateContinuousDeploymentPolicyRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    ContinuousDeploymentPolicyConfig: ContinuousDeploymentPolicyConfig
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure UpdateContinuousDeploymentPolicyResult {
    @httpPayload ContinuousDeploymentPolicy: ContinuousDeploymentPolicy
    @httpHeader("ETag") ETag: String
}

structure UpdateDistributionRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    DistributionConfig: DistributionConfig
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure UpdateDistributionResult {
    @httpPayload Distribution: Distribution
    @httpHeader("ETag") ETag: String
}

@xmlName("UpdateDistributionTenantRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure UpdateDistributionTenantRequest {
    @required @httpLabel Id: String
    DistributionId: String
    Domains: DomainList
    Customizations: Customizations
    Parameters: Parameters
    ConnectionGroupId: String
    @required @httpHeader("If-Match") IfMatch: String
    ManagedCertificateRequest: ManagedCertificateRequest
    Enabled: Boolean
}

structure UpdateDistributionTenantResult {
    @httpPayload DistributionTenant: DistributionTenant
    @httpHeader("ETag") ETag: String
}

structure UpdateDistributionWithStagingConfigRequest {
    @required @httpLabel Id: String
    @httpQuery("StagingDistributionId") StagingDistributionId: String
    @httpHeader("If-Match") IfMatch: String
}

structure UpdateDistributionWithStagingConfigResult {
    @httpPayload Distribution: Distribution
    @httpHeader("ETag") ETag: String
}

@xmlName("UpdateDomainAssociationRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure UpdateDomainAssociationRequest {
    @required Domain: String
    @required TargetResource: DistributionResourceId
    @httpHeader("If-Match") IfMatch: String
}

structure UpdateDomainAssociationResult {
    Domain: String
    ResourceId: String
    @httpHeader("ETag") ETag: String
}

structure UpdateFieldLevelEncryptionConfigRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    FieldLevelEncryptionConfig: FieldLevelEncryptionConfig
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure UpdateFieldLevelEncryptionConfigResult {
    @httpPayload FieldLevelEncryption: FieldLevelEncryption
    @httpHeader("ETag") ETag: String
}

structure UpdateFieldLevelEncryptionProfileRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    FieldLevelEncryptionProfileConfig: FieldLevelEncryptionProfileConfig
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure UpdateFieldLevelEncryptionProfileResult {
    @httpPayload FieldLevelEncryptionProfile: FieldLevelEncryptionProfile
    @httpHeader("ETag") ETag: String
}

@xmlName("UpdateFunctionRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure UpdateFunctionRequest {
    @required @httpLabel Name: FunctionName
    @required @httpHeader("If-Match") IfMatch: String
    @required FunctionConfig: FunctionConfig
    @required FunctionCode: FunctionBlob
}

structure UpdateFunctionResult {
    @httpPayload FunctionSummary: FunctionSummary
    @httpHeader("ETtag") ETag: String
}

structure UpdateKeyGroupRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    KeyGroupConfig: KeyGroupConfig
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure UpdateKeyGroupResult {
    @httpPayload KeyGroup: KeyGroup
    @httpHeader("ETag") ETag: String
}

@xmlName("UpdateKeyValueStoreRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure UpdateKeyValueStoreRequest {
    @required @httpLabel Name: KeyValueStoreName
    @required Comment: KeyValueStoreComment
    @required @httpHeader("If-Match") IfMatch: String
}

structure UpdateKeyValueStoreResult {
    @httpPayload KeyValueStore: KeyValueStore
    @httpHeader("ETag") ETag: String
}

structure UpdateOriginAccessControlRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    OriginAccessControlConfig: OriginAccessControlConfig
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure UpdateOriginAccessControlResult {
    @httpPayload OriginAccessControl: OriginAccessControl
    @httpHeader("ETag") ETag: String
}

structure UpdateOriginRequestPolicyRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    OriginRequestPolicyConfig: OriginRequestPolicyConfig
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure UpdateOriginRequestPolicyResult {
    @httpPayload OriginRequestPolicy: OriginRequestPolicy
    @httpHeader("ETag") ETag: String
}

structure UpdatePublicKeyRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    PublicKeyConfig: PublicKeyConfig
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure UpdatePublicKeyResult {
    @httpPayload PublicKey: PublicKey
    @httpHeader("ETag") ETag: String
}

@xmlName("UpdateRealtimeLogConfigRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure UpdateRealtimeLogConfigRequest {
    EndPoints: EndPointList
    Fields: FieldList
    Name: String
    ARN: String
    SamplingRate: Long
}

structure UpdateRealtimeLogConfigResult {
    RealtimeLogConfig: RealtimeLogConfig
}

structure UpdateResponseHeadersPolicyRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    ResponseHeadersPolicyConfig: ResponseHeadersPolicyConfig
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure UpdateResponseHeadersPolicyResult {
    @httpPayload ResponseHeadersPolicy: ResponseHeadersPolicy
    @httpHeader("ETag") ETag: String
}

structure UpdateStreamingDistributionRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    StreamingDistributionConfig: StreamingDistributionConfig
    @required @httpLabel Id: String
    @httpHeader("If-Match") IfMatch: String
}

structure UpdateStreamingDistributionResult {
    @httpPayload StreamingDistribution: StreamingDistribution
    @httpHeader("ETag") ETag: String
}

structure UpdateTrustStoreRequest {
    @required @httpLabel Id: ResourceId
    @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    CaCertificatesBundleSource: CaCertificatesBundleSource
    @httpHeader("UseClientCertificateOCSPEndpoint") UseClientCertificateOCSPEndpoint: Boolean
    @required @httpHeader("If-Match") IfMatch: String
}

structure UpdateTrustStoreResult {
    @httpPayload TrustStore: TrustStore
    @httpHeader("ETag") ETag: String
}

structure UpdateVpcOriginRequest {
    @required @httpPayload @xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
    VpcOriginEndpointConfig: VpcOriginEndpointConfig
    @required @httpLabel Id: String
    @required @httpHeader("If-Match") IfMatch: String
}

structure UpdateVpcOriginResult {
    @httpPayload VpcOrigin: VpcOrigin
    @httpHeader("ETag") ETag: String
}

structure ValidationTokenDetail {
    @required Domain: String
    RedirectTo: String
    RedirectFrom: String
}

@xmlName("VerifyDnsConfigurationRequest")
@xmlNamespace(uri: "http://cloudfront.amazonaws.com/doc/2020-05-31/")
structure VerifyDnsConfigurationRequest {
    Domain: String
    @required Identifier: String
}

structure VerifyDnsConfigurationResult {
    DnsConfigurationList: DnsConfigurationList
}

structure ViewerCertificate {
    CloudFrontDefaultCertificate: Boolean
    IAMCertificateId: ServerCertificateId
    ACMCertificateArn: String
    SSLSupportMethod: SSLSupportMethod
    MinimumProtocolVersion: MinimumProtocolVersion
    @deprecated Certificate: String
    @deprecated CertificateSource: CertificateSource
}

structure ViewerMtlsConfig {
    Mode: ViewerMtlsMode
    TrustStoreConfig: TrustStoreConfig
}

structure VpcOrigin {
    @required Id: String
    @required Arn: String
    AccountId: String
    @required Status: String
    @required CreatedTime: Timestamp
    @required LastModifiedTime: Timestamp
    @required VpcOriginEndpointConfig: VpcOriginEndpointConfig
}

structure VpcOriginConfig {
    @required VpcOriginId: String
    OwnerAccountId: String
    OriginReadTimeout: Integer
    OriginKeepaliveTimeout: Integer
}

structure VpcOriginEndpointConfig {
    @required Name: String
    @required Arn: String
    @required HTTPPort: Integer
    @required HTTPSPort: Integer
    @required OriginProtocolPolicy: OriginProtocolPolicy
    OriginSslProtocols: OriginSslProtocols
}

structure VpcOriginList {
    @required Marker: String
    NextMarker: String
    @required MaxItems: Integer
    @required IsTruncated: Boolean
    @required Quantity: Integer
    Items: VpcOriginSummaryList
}

structure VpcOriginSummary {
    @required Id: String
    @required Name: String
    @required Status: String
    @required CreatedTime: Timestamp
    @required LastModifiedTime: Timestamp
    @required Arn: String
    AccountId: String
    @required OriginEndpointArn: String
}

structure WebAclCustomization {
    @required Action: CustomizationActionType
    Arn: String
}

list AccessControlAllowHeadersList { @xmlName("Header") member: String }
list AccessControlAllowMethodsList {
    @xmlName("Method") member: ResponseHeadersPolicyAccessControlAllowMethodsValues
}
list AccessControlAllowOriginsList { @xmlName("Origin") member: String }
list AccessControlExposeHeadersList { @xmlName("Header") member: String }
list AliasICPRecordals { @xmlName("AliasICPRecordal") member: AliasICPRecordal }
list AliasList { @xmlName("CNAME") member: String }
list AnycastIpListSummaries { @xmlName("AnycastIpListSummary") member: AnycastIpListSummary }
list AnycastIps { @xmlName("AnycastIp") member: String }
list AwsAccountNumberList { @xmlName("AwsAccountNumber") member: String }
list CacheBehaviorList { @xmlName("CacheBehavior") member: CacheBehavior }
list CachePolicySummaryList { @xmlName("CachePolicySummary") member: CachePolicySummary }
list CloudFrontOriginAccessIdentitySummaryList {
    @xmlName("CloudFrontOriginAccessIdentitySummary") member: CloudFrontOriginAccessIdentitySummary
}
list ConflictingAliases { @xmlName("ConflictingAlias") member: ConflictingAlias }
list ConnectionFunctionSummaryList {
    @xmlName("ConnectionFunctionSummary") member: ConnectionFunctionSummary
}
list ConnectionGroupSummaryList {
    @xmlName("ConnectionGroupSummary") member: ConnectionGroupSummary
}
list ContentTypeProfileList { @xmlName("ContentTypeProfile") member: ContentTypeProfile }
list ContinuousDeploymentPolicySummaryList {
    @xmlName("ContinuousDeploymentPolicySummary") member: ContinuousDeploymentPolicySummary
}
list CookieNameList { @xmlName("Name") member: String }
list CustomErrorResponseList { @xmlName("CustomErrorResponse") member: CustomErrorResponse }
list DistributionIdListSummary { @xmlName("DistributionId") member: String }
list DistributionIdOwnerItemList { @xmlName("DistributionIdOwner") member: DistributionIdOwner }
list DistributionSummaryList { @xmlName("DistributionSummary") member: DistributionSummary }
list DistributionTenantList {
    @xmlName("DistributionTenantSummary") member: DistributionTenantSummary
}
list DnsConfigurationList { @xmlName("DnsConfiguration") member: DnsConfiguration }
list DomainConflictsList { @xmlName("DomainConflicts") member: DomainConflict }
list DomainList { member: DomainItem }
list DomainResultList { member: DomainResult }
list EncryptionEntityList { @xmlName("EncryptionEntity") member: EncryptionEntity }
list EndPointList { member: EndPoint }
list FieldLevelEncryptionProfileSummaryList {
    @xmlName("FieldLevelEncryptionProfileSummary") member: FieldLevelEncryptionProfileSummary
}
list FieldLevelEncryptionSummaryList {
    @xmlName("FieldLevelEncryptionSummary") member: FieldLevelEncryptionSummary
}
list FieldList { @xmlName("Field") member: String }
list FieldPatternList { @xmlName("FieldPattern") member: String }
list FunctionAssociationList { @xmlName("FunctionAssociation") member: FunctionAssociation }
list FunctionExecutionLogList { member: String }
list FunctionSummaryList { @xmlName("FunctionSummary") member: FunctionSummary }
list HeaderList { @xmlName("Name") member: String }
list InvalidationSummaryList { @xmlName("InvalidationSummary") member: InvalidationSummary }
list IpamCidrConfigList { @xmlName("IpamCidrConfig") member: IpamCidrConfig }
list KGKeyPairIdsList { @xmlName("KeyGroup") member: KGKeyPairIds }
list KeyGroupSummaryList { @xmlName("KeyGroupSummary") member: KeyGroupSummary }
list KeyPairIdList { @xmlName("KeyPairId") member: String }
list KeyValueStoreAssociationList {
    @xmlName("KeyValueStoreAssociation") member: KeyValueStoreAssociation
}
list KeyValueStoreSummaryList { @xmlName("KeyValueStore") member: KeyValueStore }
list LambdaFunctionAssociationList {
    @xmlName("LambdaFunctionAssociation") member: LambdaFunctionAssociation
}
list LocationList { @xmlName("Location") member: String }
list MethodsList { @xmlName("Method") member: Method }
list OriginAccessControlSummaryList {
    @xmlName("OriginAccessControlSummary") member: OriginAccessControlSummary
}
list OriginCustomHeadersList { @xmlName("OriginCustomHeader") member: OriginCustomHeader }
list OriginGroupList { @xmlName("OriginGroup") member: OriginGroup }
@length(min: 2, max: 2)
list OriginGroupMemberList { @xmlName("OriginGroupMember") member: OriginGroupMember }
@length(min: 1) list OriginList { @xmlName("Origin") member: Origin }
list OriginRequestPolicySummaryList {
    @xmlName("OriginRequestPolicySummary") member: OriginRequestPolicySummary
}
list ParameterDefinitions { member: ParameterDefinition }
list Parameters { member: Parameter }
list PathList { @xmlName("Path") member: String }
list PublicKeyIdList { @xmlName("PublicKey") member: String }
list PublicKeySummaryList { @xmlName("PublicKeySummary") member: PublicKeySummary }
list QueryArgProfileList { @xmlName("QueryArgProfile") member: QueryArgProfile }
list QueryStringCacheKeysList { @xmlName("Name") member: String }
list QueryStringNamesList { @xmlName("Name") member: String }
list RealtimeLogConfigList { member: RealtimeLogConfig }
list ResponseHeadersPolicyCustomHeaderList {
    @xmlName("ResponseHeadersPolicyCustomHeader") member: ResponseHeadersPolicyCustomHeader
}
list ResponseHeadersPolicyRemoveHeaderList {
    @xmlName("ResponseHeadersPolicyRemoveHeader") member: ResponseHeadersPolicyRemoveHeader
}
list ResponseHeadersPolicySummaryList {
    @xmlName("ResponseHeadersPolicySummary") member: ResponseHeadersPolicySummary
}
list SignerList { @xmlName("Signer") member: Signer }
list SslProtocolsList { @xmlName("SslProtocol") member: SslProtocol }
list StagingDistributionDnsNameList { @xmlName("DnsName") member: String }
@length(min: 1) list StatusCodeList { @xmlName("StatusCode") member: Integer }
list StreamingDistributionSummaryList {
    @xmlName("StreamingDistributionSummary") member: StreamingDistributionSummary
}
list TagKeyList { @xmlName("Key") member: TagKey }
list TagList { @xmlName("Tag") member: Tag }
list TrustStoreList { @xmlName("TrustStoreSummary") member: TrustStoreSummary }
list TrustedKeyGroupIdList { @xmlName("KeyGroup") member: String }
list ValidationTokenDetailList { member: ValidationTokenDetail }
list VpcOriginSummaryList { @xmlName("VpcOriginSummary") member: VpcOriginSummary }

enum CachePolicyCookieBehavior { none whitelist allExcept all }
enum CachePolicyHeaderBehavior { none whitelist }
enum CachePolicyQueryStringBehavior { none whitelist allExcept all }
enum CachePolicyType { managed custom }
enum CertificateSource { cloudfront iam acm }
enum CertificateTransparencyLoggingPreference { enabled disabled }
enum ConnectionMode { direct tenant_only = "tenant-only" }
enum ContinuousDeploymentPolicyType { SingleWeight SingleHeader }
enum CustomizationActionType { override disable }
enum DistributionResourceType { distribution distribution_tenant = "distribution-tenant" }
enum DnsConfigurationStatus {
    valid_configuration = "valid-configuration" invalid_configuration = "invalid-configuration"
    unknown_configuration = "unknown-configuration"
}
enum DomainStatus { active inactive }
enum EventType {
    viewer_request = "viewer-request" viewer_response = "viewer-response"
    origin_request = "origin-request" origin_response = "origin-response"
}
enum Format { URLEncoded }
enum FrameOptionsList { DENY SAMEORIGIN }
enum FunctionRuntime {
    cloudfront_js_1_0 = "cloudfront-js-1.0" cloudfront_js_2_0 = "cloudfront-js-2.0"
}
enum FunctionStage { DEVELOPMENT LIVE }
enum GeoRestrictionType { blacklist whitelist none }
enum HttpVersion { http1_1 = "http1.1" http2 http3 http2and3 }
enum ICPRecordalStatus { APPROVED SUSPENDED PENDING }
enum ImportSourceType { S3 }
enum IpAddressType { ipv4 ipv6 dualstack }
enum IpamCidrStatus {
    provisioned failed_provision = "failed-provision" provisioning deprovisioned
    failed_deprovision = "failed-deprovision" deprovisioning advertised
    failed_advertise = "failed-advertise" advertising withdrawn failed_withdraw = "failed-withdraw"
    withdrawing
}
enum ItemSelection { none whitelist all }
enum ManagedCertificateStatus {
    pending_validation = "pending-validation" issued inactive expired
    validation_timed_out = "validation-timed-out" revoked failed
}
enum Method { GET HEAD POST PUT PATCH OPTIONS DELETE }
enum MinimumProtocolVersion {
    SSLv3 TLSv1 TLSv1_2016 TLSv1_1_2016 = "TLSv1.1_2016" TLSv1_2_2018 = "TLSv1.2_2018"
    TLSv1_2_2019 = "TLSv1.2_2019" TLSv1_2_2021 = "TLSv1.2_2021" TLSv1_3_2025 = "TLSv1.3_2025"
    TLSv1_2_2025 = "TLSv1.2_2025"
}
enum OriginAccessControlOriginTypes { s3 mediastore mediapackagev2 lambda }
enum OriginAccessControlSigningBehaviors { never always no_override = "no-override" }
enum OriginAccessControlSigningProtocols { sigv4 }
enum OriginGroupSelectionCriteria { default media_quality_based = "media-quality-based" }
enum OriginProtocolPolicy {
    http_only = "http-only" match_viewer = "match-viewer" https_only = "https-only"
}
enum OriginRequestPolicyCookieBehavior { none whitelist all allExcept }
enum OriginRequestPolicyHeaderBehavior {
    none whitelist allViewer allViewerAndWhitelistCloudFront allExcept
}
enum OriginRequestPolicyQueryStringBehavior { none whitelist all allExcept }
enum OriginRequestPolicyType { managed custom }
enum PriceClass { PriceClass_100 PriceClass_200 PriceClass_All None }
enum RealtimeMetricsSubscriptionStatus { Enabled Disabled }
enum ReferrerPolicyList {
    no_referrer = "no-referrer" no_referrer_when_downgrade = "no-referrer-when-downgrade" origin
    origin_when_cross_origin = "origin-when-cross-origin" same_origin = "same-origin"
    strict_origin = "strict-origin"
    strict_origin_when_cross_origin = "strict-origin-when-cross-origin" unsafe_url = "unsafe-url"
}
enum ResponseHeadersPolicyAccessControlAllowMethodsValues {
    GET POST OPTIONS PUT DELETE PATCH HEAD ALL
}
enum ResponseHeadersPolicyType { managed custom }
enum SSLSupportMethod { sni_only = "sni-only" vip static_ip = "static-ip" }
enum SslProtocol { SSLv3 TLSv1 TLSv1_1 = "TLSv1.1" TLSv1_2 = "TLSv1.2" }
enum TrustStoreStatus { pending active failed }
enum ValidationTokenHost { cloudfront self_hosted = "self-hosted" }
enum ViewerMtlsMode { required optional passthrough }
enum ViewerProtocolPolicy {
    allow_all = "allow-all" https_only = "https-only" redirect_to_https = "redirect-to-https"
}

@length(min: 1, max: 64) @pattern("[a-zA-Z0-9-_]{1,64}") string AnycastIpListName
@length(min: 1, max: 32) @pattern("[a-z]{2}-[a-z]+-\\d")
string CaCertificatesBundleS3LocationRegionString
string CommentType
@pattern("[a-zA-Z0-9][a-zA-Z0-9-.]{1,126}[a-zA-Z0-9]")
string CreateDistributionTenantRequestNameString
@length(min: 0, max: 108) @pattern("arn:aws:cloudfront::[0-9]{12}:function\\/[a-zA-Z0-9-_]{1,64}")
string FunctionARN
@length(min: 1, max: 40960) blob FunctionBlob
@length(min: 0, max: 40960) blob FunctionEventObject
@length(min: 1, max: 64) @pattern("[a-zA-Z0-9-_]{1,64}") string FunctionName
@length(min: 0, max: 85) @pattern("arn:aws:cloudfront::[0-9]{12}:key-value-store\\/[0-9a-fA-F-]{36}")
string KeyValueStoreARN
@length(min: 0, max: 128) string KeyValueStoreComment
@length(min: 1, max: 64) @pattern("[a-zA-Z0-9-_]{1,64}") string KeyValueStoreName
string LambdaFunctionARN
@length(min: 1, max: 32) @pattern("[a-z]{2}-[a-z]+-\\d") string OriginShieldRegion
@length(min: 1, max: 128) @pattern("[a-zA-Z0-9-_]+") string ParameterName
@length(min: 1, max: 256) string ParameterValue
@pattern("arn:aws(-cn)?:cloudfront::[0-9]+:.*") string ResourceARN
@length(min: 1, max: 64) string ResourceId
@range(min: 0.0, max: 100.0) double SamplingRate
@length(min: 0, max: 32) string ServerCertificateId
@length(min: 1, max: 128) @pattern("([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)") string TagKey
@length(min: 0, max: 256) @pattern("([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)") string TagValue
@length(min: 0, max: 253) string aliasString
@length(min: 0, max: 25) string distributionIdString
@range(max: 100) integer listConflictingAliasesMaxItemsInteger
string sensitiveStringType
