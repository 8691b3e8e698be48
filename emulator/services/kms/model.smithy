// From botocore 1.43.11, kms/2014-11-01, by emulator/model/import.py. Do not edit.

$version: "2"

namespace com.amazonaws.kms

@aws.protocols#awsJson1_1
@aws.auth#sigv4(name: "kms")
@aws.api#service(endpointPrefix: "kms")
service TrentService {
    version: "2014-11-01"
    operations: [
        CancelKeyDeletion ConnectCustomKeyStore CreateAlias CreateCustomKeyStore CreateGrant
        CreateKey Decrypt DeleteAlias DeleteCustomKeyStore DeleteImportedKeyMaterial
        DeriveSharedSecret DescribeCustomKeyStores DescribeKey DisableKey DisableKeyRotation
        DisconnectCustomKeyStore EnableKey EnableKeyRotation Encrypt GenerateDataKey
        GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext
        GenerateMac GenerateRandom GetKeyLastUsage GetKeyPolicy GetKeyRotationStatus
        GetParametersForImport GetPublicKey ImportKeyMaterial ListAliases ListGrants ListKeyPolicies
        ListKeyRotations ListKeys ListResourceTags ListRetirableGrants PutKeyPolicy ReEncrypt
        ReplicateKey RetireGrant RevokeGrant RotateKeyOnDemand ScheduleKeyDeletion Sign TagResource
        UntagResource UpdateAlias UpdateCustomKeyStore UpdateKeyDescription UpdatePrimaryRegion
        Verify VerifyMac
    ]
}

operation CancelKeyDeletion {
    input: CancelKeyDeletionRequest
    output: CancelKeyDeletionResponse
    errors: [
        NotFoundException InvalidArnException DependencyTimeoutException KMSInternalException
        KMSInvalidStateException
    ]
}

operation ConnectCustomKeyStore {
    input: ConnectCustomKeyStoreRequest
    output: ConnectCustomKeyStoreResponse
    errors: [
        CloudHsmClusterNotActiveException CustomKeyStoreInvalidStateException
        CustomKeyStoreNotFoundException KMSInternalException
        CloudHsmClusterInvalidConfigurationException
    ]
}

operation CreateAlias {
    input: CreateAliasRequest
    errors: [
        DependencyTimeoutException AlreadyExistsException NotFoundException
        InvalidAliasNameException KMSInternalException LimitExceededException
        KMSInvalidStateException
    ]
}

operation CreateCustomKeyStore {
    input: CreateCustomKeyStoreRequest
    output: CreateCustomKeyStoreResponse
    errors: [
        CloudHsmClusterInUseException CustomKeyStoreNameInUseException
        CloudHsmClusterNotFoundException KMSInternalException CloudHsmClusterNotActiveException
        IncorrectTrustAnchorException CloudHsmClusterInvalidConfigurationException
        LimitExceededException XksProxyUriInUseException XksProxyUriEndpointInUseException
        XksProxyUriUnreachableException XksProxyIncorrectAuthenticationCredentialException
        XksProxyVpcEndpointServiceInUseException XksProxyVpcEndpointServiceNotFoundException
        XksProxyVpcEndpointServiceInvalidConfigurationException XksProxyInvalidResponseException
        XksProxyInvalidConfigurationException
    ]
}

operation CreateGrant {
    input: CreateGrantRequest
    output: CreateGrantResponse
    errors: [
        NotFoundException DisabledException DependencyTimeoutException InvalidArnException
        KMSInternalException InvalidGrantTokenException LimitExceededException
        KMSInvalidStateException DryRunOperationException
    ]
}

operation CreateKey {
    input: CreateKeyRequest
    output: CreateKeyResponse
    errors: [
        MalformedPolicyDocumentException DependencyTimeoutException InvalidArnException
        UnsupportedOperationException KMSInternalException LimitExceededException TagException
        CustomKeyStoreNotFoundException CustomKeyStoreInvalidStateException
        CloudHsmClusterInvalidConfigurationException XksKeyInvalidConfigurationException
        XksKeyAlreadyInUseException XksKeyNotFoundException
    ]
}

operation Decrypt {
    input: DecryptRequest
    output: DecryptResponse
    errors: [
        NotFoundException DisabledException InvalidCiphertextException KeyUnavailableException
        IncorrectKeyException InvalidKeyUsageException DependencyTimeoutException
        InvalidGrantTokenException KMSInternalException KMSInvalidStateException
        DryRunOperationException
    ]
}

operation DeleteAlias {
    input: DeleteAliasRequest
    errors: [
        DependencyTimeoutException NotFoundException KMSInternalException KMSInvalidStateException
    ]
}

operation DeleteCustomKeyStore {
    input: DeleteCustomKeyStoreRequest
    output: DeleteCustomKeyStoreResponse
    errors: [
        CustomKeyStoreHasCMKsException CustomKeyStoreInvalidStateException
        CustomKeyStoreNotFoundException KMSInternalException
    ]
}

operation DeleteImportedKeyMaterial {
    input: DeleteImportedKeyMaterialRequest
    output: DeleteImportedKeyMaterialResponse
    errors: [
        InvalidArnException UnsupportedOperationException DependencyTimeoutException
        NotFoundException KMSInternalException KMSInvalidStateException
    ]
}

operation DeriveSharedSecret {
    input: DeriveSharedSecretRequest
    output: DeriveSharedSecretResponse
    errors: [
        NotFoundException DisabledException KeyUnavailableException DependencyTimeoutException
        InvalidGrantTokenException InvalidKeyUsageException KMSInternalException
        KMSInvalidStateException DryRunOperationException
    ]
}

operation DescribeCustomKeyStores {
    input: DescribeCustomKeyStoresRequest
    output: DescribeCustomKeyStoresResponse
    errors: [CustomKeyStoreNotFoundException InvalidMarkerException KMSInternalException]
}

operation DescribeKey {
    input: DescribeKeyRequest
    output: DescribeKeyResponse
    errors: [NotFoundException InvalidArnException DependencyTimeoutException KMSInternalException]
}

operation DisableKey {
    input: DisableKeyRequest
    errors: [
        NotFoundException InvalidArnException DependencyTimeoutException KMSInternalException
        KMSInvalidStateException
    ]
}

operation DisableKeyRotation {
    input: DisableKeyRotationRequest
    errors: [
        NotFoundException DisabledException InvalidArnException DependencyTimeoutException
        KMSInternalException KMSInvalidStateException UnsupportedOperationException
    ]
}

operation DisconnectCustomKeyStore {
    input: DisconnectCustomKeyStoreRequest
    output: DisconnectCustomKeyStoreResponse
    errors: [
        CustomKeyStoreInvalidStateException CustomKeyStoreNotFoundException KMSInternalException
    ]
}

operation EnableKey {
    input: EnableKeyRequest
    errors: [
        NotFoundException InvalidArnException DependencyTimeoutException KMSInternalException
        LimitExceededException KMSInvalidStateException
    ]
}

operation EnableKeyRotation {
    input: EnableKeyRotationRequest
    errors: [
        NotFoundException DisabledException InvalidArnException DependencyTimeoutException
        KMSInternalException KMSInvalidStateException UnsupportedOperationException
    ]
}

operation Encrypt {
    input: EncryptRequest
    output: EncryptResponse
    errors: [
        NotFoundException DisabledException KeyUnavailableException DependencyTimeoutException
        InvalidKeyUsageException InvalidGrantTokenException KMSInternalException
        KMSInvalidStateException DryRunOperationException
    ]
}

operation GenerateDataKey {
    input: GenerateDataKeyRequest
    output: GenerateDataKeyResponse
    errors: [
        NotFoundException DisabledException KeyUnavailableException DependencyTimeoutException
        InvalidKeyUsageException InvalidGrantTokenException KMSInternalException
        KMSInvalidStateException DryRunOperationException
    ]
}

operation GenerateDataKeyPair {
    input: GenerateDataKeyPairRequest
    output: GenerateDataKeyPairResponse
    errors: [
        NotFoundException DisabledException KeyUnavailableException DependencyTimeoutException
        InvalidKeyUsageException InvalidGrantTokenException KMSInternalException
        KMSInvalidStateException UnsupportedOperationException DryRunOperationException
    ]
}

operation GenerateDataKeyPairWithoutPlaintext {
    input: GenerateDataKeyPairWithoutPlaintextRequest
    output: GenerateDataKeyPairWithoutPlaintextResponse
    errors: [
        NotFoundException DisabledException KeyUnavailableException DependencyTimeoutException
        InvalidKeyUsageException InvalidGrantTokenException KMSInternalException
        KMSInvalidStateException UnsupportedOperationException DryRunOperationException
    ]
}

operation GenerateDataKeyWithoutPlaintext {
    input: GenerateDataKeyWithoutPlaintextRequest
    output: GenerateDataKeyWithoutPlaintextResponse
    errors: [
        NotFoundException DisabledException KeyUnavailableException DependencyTimeoutException
        InvalidKeyUsageException InvalidGrantTokenException KMSInternalException
        KMSInvalidStateException DryRunOperationException
    ]
}

operation GenerateMac {
    input: GenerateMacRequest
    output: GenerateMacResponse
    errors: [
        NotFoundException DisabledException KeyUnavailableException InvalidKeyUsageException
        InvalidGrantTokenException KMSInternalException KMSInvalidStateException
        DryRunOperationException
    ]
}

operation GenerateRandom {
    input: GenerateRandomRequest
    output: GenerateRandomResponse
    errors: [
        DependencyTimeoutException KMSInternalException UnsupportedOperationException
        CustomKeyStoreNotFoundException CustomKeyStoreInvalidStateException
    ]
}

operation GetKeyLastUsage {
    input: GetKeyLastUsageRequest
    output: GetKeyLastUsageResponse
    errors: [NotFoundException InvalidArnException DependencyTimeoutException KMSInternalException]
}

operation GetKeyPolicy {
    input: GetKeyPolicyRequest
    output: GetKeyPolicyResponse
    errors: [
        NotFoundException InvalidArnException DependencyTimeoutException KMSInternalException
        KMSInvalidStateException
    ]
}

operation GetKeyRotationStatus {
    input: GetKeyRotationStatusRequest
    output: GetKeyRotationStatusResponse
    errors: [
        NotFoundException InvalidArnException DependencyTimeoutException KMSInternalException
        KMSInvalidStateException UnsupportedOperationException
    ]
}

operation GetParametersForImport {
    input: GetParametersForImportRequest
    output: GetParametersForImportResponse
    errors: [
        InvalidArnException UnsupportedOperationException DependencyTimeoutException
        NotFoundException KMSInternalException KMSInvalidStateException
    ]
}

operation GetPublicKey {
    input: GetPublicKeyRequest
    output: GetPublicKeyResponse
    errors: [
        NotFoundException DisabledException KeyUnavailableException DependencyTimeoutException
        UnsupportedOperationException InvalidArnException InvalidGrantTokenException
        InvalidKeyUsageException KMSInternalException KMSInvalidStateException
    ]
}

operation ImportKeyMaterial {
    input: ImportKeyMaterialRequest
    output: ImportKeyMaterialResponse
    errors: [
        InvalidArnException UnsupportedOperationException DependencyTimeoutException
        NotFoundException KMSInternalException KMSInvalidStateException InvalidCiphertextException
        IncorrectKeyMaterialException ExpiredImportTokenException InvalidImportTokenException
    ]
}

operation ListAliases {
    input: ListAliasesRequest
    output: ListAliasesResponse
    errors: [
        DependencyTimeoutException InvalidMarkerException KMSInternalException InvalidArnException
        NotFoundException
    ]
}

operation ListGrants {
    input: ListGrantsRequest
    output: ListGrantsResponse
    errors: [
        NotFoundException DependencyTimeoutException InvalidMarkerException InvalidGrantIdException
        InvalidArnException KMSInternalException KMSInvalidStateException
    ]
}

operation ListKeyPolicies {
    input: ListKeyPoliciesRequest
    output: ListKeyPoliciesResponse
    errors: [
        NotFoundException InvalidArnException DependencyTimeoutException KMSInternalException
        KMSInvalidStateException
    ]
}

operation ListKeyRotations {
    input: ListKeyRotationsRequest
    output: ListKeyRotationsResponse
    errors: [
        NotFoundException InvalidArnException InvalidMarkerException KMSInternalException
        KMSInvalidStateException UnsupportedOperationException
    ]
}

operation ListKeys {
    input: ListKeysRequest
    output: ListKeysResponse
    errors: [DependencyTimeoutException KMSInternalException InvalidMarkerException]
}

operation ListResourceTags {
    input: ListResourceTagsRequest
    output: ListResourceTagsResponse
    errors: [KMSInternalException NotFoundException InvalidArnException InvalidMarkerException]
}

operation ListRetirableGrants {
    input: ListRetirableGrantsRequest
    output: ListGrantsResponse
    errors: [
        DependencyTimeoutException InvalidMarkerException InvalidArnException NotFoundException
        KMSInternalException
    ]
}

operation PutKeyPolicy {
    input: PutKeyPolicyRequest
    errors: [
        NotFoundException InvalidArnException MalformedPolicyDocumentException
        DependencyTimeoutException UnsupportedOperationException KMSInternalException
        LimitExceededException KMSInvalidStateException
    ]
}

operation ReEncrypt {
    input: ReEncryptRequest
    output: ReEncryptResponse
    errors: [
        NotFoundException DisabledException InvalidCiphertextException KeyUnavailableException
        IncorrectKeyException DependencyTimeoutException InvalidKeyUsageException
        InvalidGrantTokenException KMSInternalException KMSInvalidStateException
        DryRunOperationException
    ]
}

operation ReplicateKey {
    input: ReplicateKeyRequest
    output: ReplicateKeyResponse
    errors: [
        AlreadyExistsException DisabledException InvalidArnException KMSInvalidStateException
        KMSInternalException LimitExceededException MalformedPolicyDocumentException
        NotFoundException TagException UnsupportedOperationException
    ]
}

operation RetireGrant {
    input: RetireGrantRequest
    errors: [
        InvalidArnException InvalidGrantTokenException InvalidGrantIdException NotFoundException
        DependencyTimeoutException KMSInternalException KMSInvalidStateException
        DryRunOperationException
    ]
}

operation RevokeGrant {
    input: RevokeGrantRequest
    errors: [
        NotFoundException DependencyTimeoutException InvalidArnException InvalidGrantIdException
        KMSInternalException KMSInvalidStateException DryRunOperationException
    ]
}

operation RotateKeyOnDemand {
    input: RotateKeyOnDemandRequest
    output: RotateKeyOnDemandResponse
    errors: [
        NotFoundException DisabledException InvalidArnException DependencyTimeoutException
        KMSInternalException KMSInvalidStateException UnsupportedOperationException
        LimitExceededException ConflictException
    ]
}

operation ScheduleKeyDeletion {
    input: ScheduleKeyDeletionRequest
    output: ScheduleKeyDeletionResponse
    errors: [
        NotFoundException InvalidArnException DependencyTimeoutException KMSInternalException
        KMSInvalidStateException
    ]
}

operation Sign {
    input: SignRequest
    output: SignResponse
    errors: [
        NotFoundException DisabledException KeyUnavailableException DependencyTimeoutException
        InvalidKeyUsageException InvalidGrantTokenException KMSInternalException
        KMSInvalidStateException DryRunOperationException
    ]
}

operation TagResource {
    input: TagResourceRequest
    errors: [
        KMSInternalException NotFoundException InvalidArnException KMSInvalidStateException
        LimitExceededException TagException
    ]
}

operation UntagResource {
    input: UntagResourceRequest
    errors: [
        KMSInternalException NotFoundException InvalidArnException KMSInvalidStateException
        TagException
    ]
}

operation UpdateAlias {
    input: UpdateAliasRequest
    errors: [
        DependencyTimeoutException NotFoundException KMSInternalException LimitExceededException
        KMSInvalidStateException
    ]
}

operation UpdateCustomKeyStore {
    input: UpdateCustomKeyStoreRequest
    output: UpdateCustomKeyStoreResponse
    errors: [
        CustomKeyStoreNotFoundException CustomKeyStoreNameInUseException
        CloudHsmClusterNotFoundException CloudHsmClusterNotRelatedException
        CustomKeyStoreInvalidStateException KMSInternalException CloudHsmClusterNotActiveException
        CloudHsmClusterInvalidConfigurationException XksProxyUriInUseException
        XksProxyUriEndpointInUseException XksProxyUriUnreachableException
        XksProxyIncorrectAuthenticationCredentialException XksProxyVpcEndpointServiceInUseException
        XksProxyVpcEndpointServiceNotFoundException
        XksProxyVpcEndpointServiceInvalidConfigurationException XksProxyInvalidResponseException
        XksProxyInvalidConfigurationException
    ]
}

operation UpdateKeyDescription {
    input: UpdateKeyDescriptionRequest
    errors: [
        NotFoundException InvalidArnException DependencyTimeoutException KMSInternalException
        KMSInvalidStateException
    ]
}

operation UpdatePrimaryRegion {
    input: UpdatePrimaryRegionRequest
    errors: [
        DisabledException InvalidArnException KMSInvalidStateException KMSInternalException
        NotFoundException UnsupportedOperationException
    ]
}

operation Verify {
    input: VerifyRequest
    output: VerifyResponse
    errors: [
        NotFoundException DisabledException KeyUnavailableException DependencyTimeoutException
        InvalidKeyUsageException InvalidGrantTokenException KMSInternalException
        KMSInvalidStateException KMSInvalidSignatureException DryRunOperationException
    ]
}

operation VerifyMac {
    input: VerifyMacRequest
    output: VerifyMacResponse
    errors: [
        NotFoundException DisabledException KeyUnavailableException InvalidKeyUsageException
        InvalidGrantTokenException KMSInternalException KMSInvalidMacException
        KMSInvalidStateException DryRunOperationException
    ]
}

structure AliasListEntry {
    AliasName: AliasNameType
    AliasArn: ArnType
    TargetKeyId: KeyIdType
    CreationDate: DateType
    LastUpdatedDate: DateType
}

@error("client")
structure AlreadyExistsException {
    message: ErrorMessageType
}

structure CancelKeyDeletionRequest {
    @required KeyId: KeyIdType
}

structure CancelKeyDeletionResponse {
    KeyId: KeyIdType
}

@error("client")
structure CloudHsmClusterInUseException {
    message: ErrorMessageType
}

@error("client")
structure CloudHsmClusterInvalidConfigurationException {
    message: ErrorMessageType
}

@error("client")
structure CloudHsmClusterNotActiveException {
    message: ErrorMessageType
}

@error("client")
structure CloudHsmClusterNotFoundException {
    message: ErrorMessageType
}

@error("client")
structure CloudHsmClusterNotRelatedException {
    message: ErrorMessageType
}

@error("client")
structure ConflictException {
    message: ErrorMessageType
}

structure ConnectCustomKeyStoreRequest {
    @required CustomKeyStoreId: CustomKeyStoreIdType
}

structure ConnectCustomKeyStoreResponse {}

structure CreateAliasRequest {
    @required AliasName: AliasNameType
    @required TargetKeyId: KeyIdType
}

structure CreateCustomKeyStoreRequest {
    @required CustomKeyStoreName: CustomKeyStoreNameType
    CloudHsmClusterId: CloudHsmClusterIdType
    TrustAnchorCertificate: TrustAnchorCertificateType
    KeyStorePassword: KeyStorePasswordType
    CustomKeyStoreType: CustomKeyStoreType
    XksProxyUriEndpoint: XksProxyUriEndpointType
    XksProxyUriPath: XksProxyUriPathType
    XksProxyVpcEndpointServiceName: XksProxyVpcEndpointServiceNameType
    XksProxyVpcEndpointServiceOwner: AccountIdType
    XksProxyAuthenticationCredential: XksProxyAuthenticationCredentialType
    XksProxyConnectivity: XksProxyConnectivityType
}

structure CreateCustomKeyStoreResponse {
    CustomKeyStoreId: CustomKeyStoreIdType
}

structure CreateGrantRequest {
    @required KeyId: KeyIdType
    @required GranteePrincipal: PrincipalIdType
    RetiringPrincipal: PrincipalIdType
    @required Operations: GrantOperationList
    Constraints: GrantConstraints
    GrantTokens: GrantTokenList
    Name: GrantNameType
    DryRun: NullableBooleanType
}

structure CreateGrantResponse {
    GrantToken: GrantTokenType
    GrantId: GrantIdType
}

structure CreateKeyRequest {
    Policy: PolicyType
    Description: DescriptionType
    KeyUsage: KeyUsageType
    @deprecated CustomerMasterKeySpec: CustomerMasterKeySpec
    KeySpec: KeySpec
    Origin: OriginType
    CustomKeyStoreId: CustomKeyStoreIdType
    BypassPolicyLockoutSafetyCheck: BooleanType
    Tags: TagList
    MultiRegion: NullableBooleanType
    XksKeyId: XksKeyIdType
}

structure CreateKeyResponse {
    KeyMetadata: KeyMetadata
}

@error("client")
structure CustomKeyStoreHasCMKsException {
    message: ErrorMessageType
}

@error("client")
structure CustomKeyStoreInvalidStateException {
    message: ErrorMessageType
}

@error("client")
structure CustomKeyStoreNameInUseException {
    message: ErrorMessageType
}

@error("client")
structure CustomKeyStoreNotFoundException {
    message: ErrorMessageType
}

structure CustomKeyStoresListEntry {
    CustomKeyStoreId: CustomKeyStoreIdType
    CustomKeyStoreName: CustomKeyStoreNameType
    CloudHsmClusterId: CloudHsmClusterIdType
    TrustAnchorCertificate: TrustAnchorCertificateType
    ConnectionState: ConnectionStateType
    ConnectionErrorCode: ConnectionErrorCodeType
    CreationDate: DateType
    CustomKeyStoreType: CustomKeyStoreType
    XksProxyConfiguration: XksProxyConfigurationType
}

structure DecryptRequest {
    CiphertextBlob: CiphertextType
    EncryptionContext: EncryptionContextType
    GrantTokens: GrantTokenList
    KeyId: KeyIdType
    EncryptionAlgorithm: EncryptionAlgorithmSpec
    Recipient: RecipientInfo
    DryRun: NullableBooleanType
    DryRunModifiers: DryRunModifierList
}

structure DecryptResponse {
    KeyId: KeyIdType
    Plaintext: PlaintextType
    EncryptionAlgorithm: EncryptionAlgorithmSpec
    CiphertextForRecipient: CiphertextType
    KeyMaterialId: BackingKeyIdType
}

structure DeleteAliasRequest {
    @required AliasName: AliasNameType
}

structure DeleteCustomKeyStoreRequest {
    @required CustomKeyStoreId: CustomKeyStoreIdType
}

structure DeleteCustomKeyStoreResponse {}

structure DeleteImportedKeyMaterialRequest {
    @required KeyId: KeyIdType
    KeyMaterialId: BackingKeyIdType
}

structure DeleteImportedKeyMaterialResponse {
    KeyId: KeyIdType
    KeyMaterialId: BackingKeyIdResponseType
}

@error("server")
structure DependencyTimeoutException {
    message: ErrorMessageType
}

structure DeriveSharedSecretRequest {
    @required KeyId: KeyIdType
    @required KeyAgreementAlgorithm: KeyAgreementAlgorithmSpec
    @required PublicKey: PublicKeyType
    GrantTokens: GrantTokenList
    DryRun: NullableBooleanType
    Recipient: RecipientInfo
}

structure DeriveSharedSecretResponse {
    KeyId: KeyIdType
    SharedSecret: PlaintextType
    CiphertextForRecipient: CiphertextType
    KeyAgreementAlgorithm: KeyAgreementAlgorithmSpec
    KeyOrigin: OriginType
}

structure DescribeCustomKeyStoresRequest {
    CustomKeyStoreId: CustomKeyStoreIdType
    CustomKeyStoreName: CustomKeyStoreNameType
    Limit: LimitType
    Marker: MarkerType
}

structure DescribeCustomKeyStoresResponse {
    CustomKeyStores: CustomKeyStoresList
    NextMarker: MarkerType
    Truncated: BooleanType
}

structure DescribeKeyRequest {
    @required KeyId: KeyIdType
    GrantTokens: GrantTokenList
}

structure DescribeKeyResponse {
    KeyMetadata: KeyMetadata
}

structure DisableKeyRequest {
    @required KeyId: KeyIdType
}

structure DisableKeyRotationRequest {
    @required KeyId: KeyIdType
}

@error("client")
structure DisabledException {
    message: ErrorMessageType
}

structure DisconnectCustomKeyStoreRequest {
    @required CustomKeyStoreId: CustomKeyStoreIdType
}

structure DisconnectCustomKeyStoreResponse {}

@error("client")
structure DryRunOperationException {
    message: ErrorMessageType
}

structure EnableKeyRequest {
    @required KeyId: KeyIdType
}

structure EnableKeyRotationRequest {
    @required KeyId: KeyIdType
    RotationPeriodInDays: RotationPeriodInDaysType
}

structure EncryptRequest {
    @required KeyId: KeyIdType
    @required Plaintext: PlaintextType
    EncryptionContext: EncryptionContextType
    GrantTokens: GrantTokenList
    EncryptionAlgorithm: EncryptionAlgorithmSpec
    DryRun: NullableBooleanType
}

structure EncryptResponse {
    CiphertextBlob: CiphertextType
    KeyId: KeyIdType
    EncryptionAlgorithm: EncryptionAlgorithmSpec
}

@error("client")
structure ExpiredImportTokenException {
    message: ErrorMessageType
}

structure GenerateDataKeyPairRequest {
    EncryptionContext: EncryptionContextType
    @required KeyId: KeyIdType
    @required KeyPairSpec: DataKeyPairSpec
    GrantTokens: GrantTokenList
    Recipient: RecipientInfo
    DryRun: NullableBooleanType
}

structure GenerateDataKeyPairResponse {
    PrivateKeyCiphertextBlob: CiphertextType
    PrivateKeyPlaintext: PlaintextType
    PublicKey: PublicKeyType
    KeyId: KeyIdType
    KeyPairSpec: DataKeyPairSpec
    CiphertextForRecipient: CiphertextType
    KeyMaterialId: BackingKeyIdType
}

structure GenerateDataKeyPairWithoutPlaintextRequest {
    EncryptionContext: EncryptionContextType
    @required KeyId: KeyIdType
    @required KeyPairSpec: DataKeyPairSpec
    GrantTokens: GrantTokenList
    DryRun: NullableBooleanType
}

structure GenerateDataKeyPairWithoutPlaintextResponse {
    PrivateKeyCiphertextBlob: CiphertextType
    PublicKey: PublicKeyType
    KeyId: KeyIdType
    KeyPairSpec: DataKeyPairSpec
    KeyMaterialId: BackingKeyIdType
}

structure GenerateDataKeyRequest {
    @required KeyId: KeyIdType
    EncryptionContext: EncryptionContextType
    NumberOfBytes: NumberOfBytesType
    KeySpec: DataKeySpec
    GrantTokens: GrantTokenList
    Recipient: RecipientInfo
    DryRun: NullableBooleanType
}

structure GenerateDataKeyResponse {
    CiphertextBlob: CiphertextType
    Plaintext: PlaintextType
    KeyId: KeyIdType
    CiphertextForRecipient: CiphertextType
    KeyMaterialId: BackingKeyIdType
}

structure GenerateDataKeyWithoutPlaintextRequest {
    @required KeyId: KeyIdType
    EncryptionContext: EncryptionContextType
    KeySpec: DataKeySpec
    NumberOfBytes: NumberOfBytesType
    GrantTokens: GrantTokenList
    DryRun: NullableBooleanType
}

structure GenerateDataKeyWithoutPlaintextResponse {
    CiphertextBlob: CiphertextType
    KeyId: KeyIdType
    KeyMaterialId: BackingKeyIdType
}

structure GenerateMacRequest {
    @required Message: PlaintextType
    @required KeyId: KeyIdType
    @required MacAlgorithm: MacAlgorithmSpec
    GrantTokens: GrantTokenList
    DryRun: NullableBooleanType
}

structure GenerateMacResponse {
    Mac: CiphertextType
    MacAlgorithm: MacAlgorithmSpec
    KeyId: KeyIdType
}

structure GenerateRandomRequest {
    NumberOfBytes: NumberOfBytesType
    CustomKeyStoreId: CustomKeyStoreIdType
    Recipient: RecipientInfo
}

structure GenerateRandomResponse {
    Plaintext: PlaintextType
    CiphertextForRecipient: CiphertextType
}

structure GetKeyLastUsageRequest {
    @required KeyId: KeyIdType
}

structure GetKeyLastUsageResponse {
    KeyId: KeyIdType
    KeyLastUsage: KeyLastUsageData
    TrackingStartDate: DateType
    KeyCreationDate: DateType
}

structure GetKeyPolicyRequest {
    @required KeyId: KeyIdType
    PolicyName: PolicyNameType
}

structure GetKeyPolicyResponse {
    Policy: PolicyType
    PolicyName: PolicyNameType
}

structure GetKeyRotationStatusRequest {
    @required KeyId: KeyIdType
}

structure GetKeyRotationStatusResponse {
    KeyRotationEnabled: BooleanType
    KeyId: KeyIdType
    RotationPeriodInDays: RotationPeriodInDaysType
    NextRotationDate: DateType
    OnDemandRotationStartDate: DateType
}

structure GetParametersForImportRequest {
    @required KeyId: KeyIdType
    @required WrappingAlgorithm: AlgorithmSpec
    @required WrappingKeySpec: WrappingKeySpec
}

structure GetParametersForImportResponse {
    KeyId: KeyIdType
    ImportToken: CiphertextType
    PublicKey: PlaintextType
    ParametersValidTo: DateType
}

structure GetPublicKeyRequest {
    @required KeyId: KeyIdType
    GrantTokens: GrantTokenList
}

structure GetPublicKeyResponse {
    KeyId: KeyIdType
    PublicKey: PublicKeyType
    @deprecated CustomerMasterKeySpec: CustomerMasterKeySpec
    KeySpec: KeySpec
    KeyUsage: KeyUsageType
    EncryptionAlgorithms: EncryptionAlgorithmSpecList
    SigningAlgorithms: SigningAlgorithmSpecList
    KeyAgreementAlgorithms: KeyAgreementAlgorithmSpecList
}

structure GrantConstraints {
    EncryptionContextSubset: EncryptionContextType
    EncryptionContextEquals: EncryptionContextType
}

structure GrantListEntry {
    KeyId: KeyIdType
    GrantId: GrantIdType
    Name: GrantNameType
    CreationDate: DateType
    GranteePrincipal: PrincipalIdType
    RetiringPrincipal: PrincipalIdType
    IssuingAccount: PrincipalIdType
    Operations: GrantOperationList
    Constraints: GrantConstraints
}

structure ImportKeyMaterialRequest {
    @required KeyId: KeyIdType
    @required ImportToken: CiphertextType
    @required EncryptedKeyMaterial: CiphertextType
    ValidTo: DateType
    ExpirationModel: ExpirationModelType
    ImportType: ImportType
    KeyMaterialDescription: KeyMaterialDescriptionType
    KeyMaterialId: BackingKeyIdType
}

structure ImportKeyMaterialResponse {
    KeyId: KeyIdType
    KeyMaterialId: BackingKeyIdType
}

@error("client")
structure IncorrectKeyException {
    message: ErrorMessageType
}

@error("client")
structure IncorrectKeyMaterialException {
    message: ErrorMessageType
}

@error("client")
structure IncorrectTrustAnchorException {
    message: ErrorMessageType
}

@error("client")
structure InvalidAliasNameException {
    message: ErrorMessageType
}

@error("client")
structure InvalidArnException {
    message: ErrorMessageType
}

@error("client")
structure InvalidCiphertextException {
    message: ErrorMessageType
}

@error("client")
structure InvalidGrantIdException {
    message: ErrorMessageType
}

@error("client")
structure InvalidGrantTokenException {
    message: ErrorMessageType
}

@error("client")
structure InvalidImportTokenException {
    message: ErrorMessageType
}

@error("client")
structure InvalidKeyUsageException {
    message: ErrorMessageType
}

@error("client")
structure InvalidMarkerException {
    message: ErrorMessageType
}

@error("server")
structure KMSInternalException {
    message: ErrorMessageType
}

@error("client")
structure KMSInvalidMacException {
    message: ErrorMessageType
}

@error("client")
structure KMSInvalidSignatureException {
    message: ErrorMessageType
}

@error("client")
structure KMSInvalidStateException {
    message: ErrorMessageType
}

structure KeyLastUsageData {
    Operation: KeyLastUsageTrackingOperation
    Timestamp: DateType
    CloudTrailEventId: CloudTrailEventIdType
    KmsRequestId: KmsRequestIdType
}

structure KeyListEntry {
    KeyId: KeyIdType
    KeyArn: ArnType
}

structure KeyMetadata {
    AWSAccountId: AWSAccountIdType
    @required KeyId: KeyIdType
    Arn: ArnType
    CreationDate: DateType
    Enabled: BooleanType
    Description: DescriptionType
    KeyUsage: KeyUsageType
    KeyState: KeyState
    DeletionDate: DateType
    ValidTo: DateType
    Origin: OriginType
    CustomKeyStoreId: CustomKeyStoreIdType
    CloudHsmClusterId: CloudHsmClusterIdType
    ExpirationModel: ExpirationModelType
    KeyManager: KeyManagerType
    @deprecated CustomerMasterKeySpec: CustomerMasterKeySpec
    KeySpec: KeySpec
    EncryptionAlgorithms: EncryptionAlgorithmSpecList
    SigningAlgorithms: SigningAlgorithmSpecList
    KeyAgreementAlgorithms: KeyAgreementAlgorithmSpecList
    MultiRegion: NullableBooleanType
    MultiRegionConfiguration: MultiRegionConfiguration
    PendingDeletionWindowInDays: PendingWindowInDaysType
    MacAlgorithms: MacAlgorithmSpecList
    XksKeyConfiguration: XksKeyConfigurationType
    CurrentKeyMaterialId: BackingKeyIdType
}

@error("server")
structure KeyUnavailableException {
    message: ErrorMessageType
}

@error("client")
structure LimitExceededException {
    message: ErrorMessageType
}

structure ListAliasesRequest {
    KeyId: KeyIdType
    Limit: LimitType
    Marker: MarkerType
}

structure ListAliasesResponse {
    Aliases: AliasList
    NextMarker: MarkerType
    Truncated: BooleanType
}

structure ListGrantsRequest {
    Limit: LimitType
    Marker: MarkerType
    @required KeyId: KeyIdType
    GrantId: GrantIdType
    GranteePrincipal: PrincipalIdType
}

structure ListGrantsResponse {
    Grants: GrantList
    NextMarker: MarkerType
    Truncated: BooleanType
}

structure ListKeyPoliciesRequest {
    @required KeyId: KeyIdType
    Limit: LimitType
    Marker: MarkerType
}

structure ListKeyPoliciesResponse {
    PolicyNames: PolicyNameList
    NextMarker: MarkerType
    Truncated: BooleanType
}

structure ListKeyRotationsRequest {
    @required KeyId: KeyIdType
    IncludeKeyMaterial: IncludeKeyMaterial
    Limit: LimitType
    Marker: MarkerType
}

structure ListKeyRotationsResponse {
    Rotations: RotationsList
    NextMarker: MarkerType
    Truncated: BooleanType
}

structure ListKeysRequest {
    Limit: LimitType
    Marker: MarkerType
}

structure ListKeysResponse {
    Keys: KeyList
    NextMarker: MarkerType
    Truncated: BooleanType
}

structure ListResourceTagsRequest {
    @required KeyId: KeyIdType
    Limit: LimitType
    Marker: MarkerType
}

structure ListResourceTagsResponse {
    Tags: TagList
    NextMarker: MarkerType
    Truncated: BooleanType
}

structure ListRetirableGrantsRequest {
    Limit: LimitType
    Marker: MarkerType
    @required RetiringPrincipal: PrincipalIdType
}

@error("client")
structure MalformedPolicyDocumentException {
    message: ErrorMessageType
}

structure MultiRegionConfiguration {
    MultiRegionKeyType: MultiRegionKeyType
    PrimaryKey: MultiRegionKey
    ReplicaKeys: MultiRegionKeyList
}

structure MultiRegionKey {
    Arn: ArnType
    Region: RegionType
}

@error("client")
structure NotFoundException {
    message: ErrorMessageType
}

structure PutKeyPolicyRequest {
    @required KeyId: KeyIdType
    PolicyName: PolicyNameType
    @required Policy: PolicyType
    BypassPolicyLockoutSafetyCheck: BooleanType
}

structure ReEncryptRequest {
    CiphertextBlob: CiphertextType
    SourceEncryptionContext: EncryptionContextType
    SourceKeyId: KeyIdType
    @required DestinationKeyId: KeyIdType
    DestinationEncryptionContext: EncryptionContextType
    SourceEncryptionAlgorithm: EncryptionAlgorithmSpec
    DestinationEncryptionAlgorithm: EncryptionAlgorithmSpec
    GrantTokens: GrantTokenList
    DryRun: NullableBooleanType
    DryRunModifiers: DryRunModifierList
}

structure ReEncryptResponse {
    CiphertextBlob: CiphertextType
    SourceKeyId: KeyIdType
    KeyId: KeyIdType
    SourceEncryptionAlgorithm: EncryptionAlgorithmSpec
    DestinationEncryptionAlgorithm: EncryptionAlgorithmSpec
    SourceKeyMaterialId: BackingKeyIdType
    DestinationKeyMaterialId: BackingKeyIdType
}

structure RecipientInfo {
    KeyEncryptionAlgorithm: KeyEncryptionMechanism
    AttestationDocument: AttestationDocumentType
}

structure ReplicateKeyRequest {
    @required KeyId: KeyIdType
    @required ReplicaRegion: RegionType
    Policy: PolicyType
    BypassPolicyLockoutSafetyCheck: BooleanType
    Description: DescriptionType
    Tags: TagList
}

structure ReplicateKeyResponse {
    ReplicaKeyMetadata: KeyMetadata
    ReplicaPolicy: PolicyType
    ReplicaTags: TagList
}

structure RetireGrantRequest {
    GrantToken: GrantTokenType
    KeyId: KeyIdType
    GrantId: GrantIdType
    DryRun: NullableBooleanType
}

structure RevokeGrantRequest {
    @required KeyId: KeyIdType
    @required GrantId: GrantIdType
    DryRun: NullableBooleanType
}

structure RotateKeyOnDemandRequest {
    @required KeyId: KeyIdType
}

structure RotateKeyOnDemandResponse {
    KeyId: KeyIdType
}

structure RotationsListEntry {
    KeyId: KeyIdType
    KeyMaterialId: BackingKeyIdType
    KeyMaterialDescription: KeyMaterialDescriptionType
    ImportState: ImportState
    KeyMaterialState: KeyMaterialState
    ExpirationModel: ExpirationModelType
    ValidTo: DateType
    RotationDate: DateType
    RotationType: RotationType
}

structure ScheduleKeyDeletionRequest {
    @required KeyId: KeyIdType
    PendingWindowInDays: PendingWindowInDaysType
}

structure ScheduleKeyDeletionResponse {
    KeyId: KeyIdType
    DeletionDate: DateType
    KeyState: KeyState
    PendingWindowInDays: PendingWindowInDaysType
}

structure SignRequest {
    @required KeyId: KeyIdType
    @required Message: PlaintextType
    MessageType: MessageType
    GrantTokens: GrantTokenList
    @required SigningAlgorithm: SigningAlgorithmSpec
    DryRun: NullableBooleanType
}

structure SignResponse {
    KeyId: KeyIdType
    Signature: CiphertextType
    SigningAlgorithm: SigningAlgorithmSpec
}

structure Tag {
    @required TagKey: TagKeyType
    @required TagValue: TagValueType
}

@error("client")
structure TagException {
    message: ErrorMessageType
}

structure TagResourceRequest {
    @required KeyId: KeyIdType
    @required Tags: TagList
}

@error("client")
structure UnsupportedOperationException {
    message: ErrorMessageType
}

structure UntagResourceRequest {
    @required KeyId: KeyIdType
    @required TagKeys: TagKeyList
}

structure UpdateAliasRequest {
    @required AliasName: AliasNameType
    @required TargetKeyId: KeyIdType
}

structure UpdateCustomKeyStoreRequest {
    @required CustomKeyStoreId: CustomKeyStoreIdType
    NewCustomKeyStoreName: CustomKeyStoreNameType
    KeyStorePassword: KeyStorePasswordType
    CloudHsmClusterId: CloudHsmClusterIdType
    XksProxyUriEndpoint: XksProxyUriEndpointType
    XksProxyUriPath: XksProxyUriPathType
    XksProxyVpcEndpointServiceName: XksProxyVpcEndpointServiceNameType
    XksProxyVpcEndpointServiceOwner: AccountIdType
    XksProxyAuthenticationCredential: XksProxyAuthenticationCredentialType
    XksProxyConnectivity: XksProxyConnectivityType
}

structure UpdateCustomKeyStoreResponse {}

structure UpdateKeyDescriptionRequest {
    @required KeyId: KeyIdType
    @required Description: DescriptionType
}

structure UpdatePrimaryRegionRequest {
    @required KeyId: KeyIdType
    @required PrimaryRegion: RegionType
}

structure VerifyMacRequest {
    @required Message: PlaintextType
    @required KeyId: KeyIdType
    @required MacAlgorithm: MacAlgorithmSpec
    @required Mac: CiphertextType
    GrantTokens: GrantTokenList
    DryRun: NullableBooleanType
}

structure VerifyMacResponse {
    KeyId: KeyIdType
    MacValid: BooleanType
    MacAlgorithm: MacAlgorithmSpec
}

structure VerifyRequest {
    @required KeyId: KeyIdType
    @required Message: PlaintextType
    MessageType: MessageType
    @required Signature: CiphertextType
    @required SigningAlgorithm: SigningAlgorithmSpec
    GrantTokens: GrantTokenList
    DryRun: NullableBooleanType
}

structure VerifyResponse {
    KeyId: KeyIdType
    SignatureValid: BooleanType
    SigningAlgorithm: SigningAlgorithmSpec
}

@error("client")
structure XksKeyAlreadyInUseException {
    message: ErrorMessageType
}

structure XksKeyConfigurationType {
    Id: XksKeyIdType
}

@error("client")
structure XksKeyInvalidConfigurationException {
    message: ErrorMessageType
}

@error("client")
structure XksKeyNotFoundException {
    message: ErrorMessageType
}

structure XksProxyAuthenticationCredentialType {
    @required AccessKeyId: XksProxyAuthenticationAccessKeyIdType
    @required RawSecretAccessKey: XksProxyAuthenticationRawSecretAccessKeyType
}

structure XksProxyConfigurationType {
    Connectivity: XksProxyConnectivityType
    AccessKeyId: XksProxyAuthenticationAccessKeyIdType
    UriEndpoint: XksProxyUriEndpointType
    UriPath: XksProxyUriPathType
    VpcEndpointServiceName: XksProxyVpcEndpointServiceNameType
    VpcEndpointServiceOwner: AccountIdType
}

@error("client")
structure XksProxyIncorrectAuthenticationCredentialException {
    message: ErrorMessageType
}

@error("client")
structure XksProxyInvalidConfigurationException {
    message: ErrorMessageType
}

@error("client")
structure XksProxyInvalidResponseException {
    message: ErrorMessageType
}

@error("client")
structure XksProxyUriEndpointInUseException {
    message: ErrorMessageType
}

@error("client")
structure XksProxyUriInUseException {
    message: ErrorMessageType
}

@error("client")
structure XksProxyUriUnreachableException {
    message: ErrorMessageType
}

@error("client")
structure XksProxyVpcEndpointServiceInUseException {
    message: ErrorMessageType
}

@error("client")
structure XksProxyVpcEndpointServiceInvalidConfigurationException {
    message: ErrorMessageType
}

@error("client")
structure XksProxyVpcEndpointServiceNotFoundException {
    message: ErrorMessageType
}

list AliasList { member: AliasListEntry }
list CustomKeyStoresList { member: CustomKeyStoresListEntry }
list DryRunModifierList { member: DryRunModifierType }
list EncryptionAlgorithmSpecList { member: EncryptionAlgorithmSpec }
map EncryptionContextType { key: EncryptionContextKey value: EncryptionContextValue }
list GrantList { member: GrantListEntry }
list GrantOperationList { member: GrantOperation }
@length(min: 0, max: 10) list GrantTokenList { member: GrantTokenType }
list KeyAgreementAlgorithmSpecList { member: KeyAgreementAlgorithmSpec }
list KeyList { member: KeyListEntry }
list MacAlgorithmSpecList { member: MacAlgorithmSpec }
list MultiRegionKeyList { member: MultiRegionKey }
list PolicyNameList { member: PolicyNameType }
list RotationsList { member: RotationsListEntry }
list SigningAlgorithmSpecList { member: SigningAlgorithmSpec }
list TagKeyList { member: TagKeyType }
list TagList { member: Tag }

enum AlgorithmSpec {
    RSAES_PKCS1_V1_5 RSAES_OAEP_SHA_1 RSAES_OAEP_SHA_256 RSA_AES_KEY_WRAP_SHA_1
    RSA_AES_KEY_WRAP_SHA_256 SM2PKE
}
enum ConnectionErrorCodeType {
    INVALID_CREDENTIALS CLUSTER_NOT_FOUND NETWORK_ERRORS INTERNAL_ERROR INSUFFICIENT_CLOUDHSM_HSMS
    USER_LOCKED_OUT USER_NOT_FOUND USER_LOGGED_IN SUBNET_NOT_FOUND
    INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET XKS_PROXY_ACCESS_DENIED XKS_PROXY_NOT_REACHABLE
    XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND XKS_PROXY_INVALID_RESPONSE XKS_PROXY_INVALID_CONFIGURATION
    XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION XKS_PROXY_TIMED_OUT
    XKS_PROXY_INVALID_TLS_CONFIGURATION
}
enum ConnectionStateType { CONNECTED CONNECTING FAILED DISCONNECTED DISCONNECTING }
enum CustomKeyStoreType { AWS_CLOUDHSM EXTERNAL_KEY_STORE }
enum CustomerMasterKeySpec {
    RSA_2048 RSA_3072 RSA_4096 ECC_NIST_P256 ECC_NIST_P384 ECC_NIST_P521 ECC_SECG_P256K1
    SYMMETRIC_DEFAULT HMAC_224 HMAC_256 HMAC_384 HMAC_512 SM2
}
enum DataKeyPairSpec {
    RSA_2048 RSA_3072 RSA_4096 ECC_NIST_P256 ECC_NIST_P384 ECC_NIST_P521 ECC_SECG_P256K1 SM2
    ECC_NIST_EDWARDS25519
}
enum DataKeySpec { AES_256 AES_128 }
enum DryRunModifierType { IGNORE_CIPHERTEXT }
enum EncryptionAlgorithmSpec { SYMMETRIC_DEFAULT RSAES_OAEP_SHA_1 RSAES_OAEP_SHA_256 SM2PKE }
enum ExpirationModelType { KEY_MATERIAL_EXPIRES KEY_MATERIAL_DOES_NOT_EXPIRE }
enum GrantOperation {
    Decrypt Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo Sign
    Verify GetPublicKey CreateGrant RetireGrant DescribeKey GenerateDataKeyPair
    GenerateDataKeyPairWithoutPlaintext GenerateMac VerifyMac DeriveSharedSecret
}
enum ImportState { IMPORTED PENDING_IMPORT }
enum ImportType { NEW_KEY_MATERIAL EXISTING_KEY_MATERIAL }
enum IncludeKeyMaterial { ALL_KEY_MATERIAL ROTATIONS_ONLY }
enum KeyAgreementAlgorithmSpec { ECDH }
enum KeyEncryptionMechanism { RSAES_OAEP_SHA_256 }
enum KeyLastUsageTrackingOperation {
    Decrypt DeriveSharedSecret Encrypt GenerateDataKey GenerateDataKeyPair
    GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext GenerateMac ReEncrypt Sign
    Verify VerifyMac
}
enum KeyManagerType { AWS CUSTOMER }
enum KeyMaterialState {
    NON_CURRENT CURRENT PENDING_ROTATION PENDING_MULTI_REGION_IMPORT_AND_ROTATION
}
enum KeySpec {
    RSA_2048 RSA_3072 RSA_4096 ECC_NIST_P256 ECC_NIST_P384 ECC_NIST_P521 ECC_SECG_P256K1
    SYMMETRIC_DEFAULT HMAC_224 HMAC_256 HMAC_384 HMAC_512 SM2 ML_DSA_44 ML_DSA_65 ML_DSA_87
    ECC_NIST_EDWARDS25519
}
enum KeyState {
    Creating Enabled Disabled PendingDeletion PendingImport PendingReplicaDeletion Unavailable
    Updating
}
enum KeyUsageType { SIGN_VERIFY ENCRYPT_DECRYPT GENERATE_VERIFY_MAC KEY_AGREEMENT }
enum MacAlgorithmSpec { HMAC_SHA_224 HMAC_SHA_256 HMAC_SHA_384 HMAC_SHA_512 }
enum MessageType { RAW DIGEST EXTERNAL_MU }
enum MultiRegionKeyType { PRIMARY REPLICA }
enum OriginType { AWS_KMS EXTERNAL AWS_CLOUDHSM EXTERNAL_KEY_STORE }
enum RotationType { AUTOMATIC ON_DEMAND }
enum SigningAlgorithmSpec {
    RSASSA_PSS_SHA_256 RSASSA_PSS_SHA_384 RSASSA_PSS_SHA_512 RSASSA_PKCS1_V1_5_SHA_256
    RSASSA_PKCS1_V1_5_SHA_384 RSASSA_PKCS1_V1_5_SHA_512 ECDSA_SHA_256 ECDSA_SHA_384 ECDSA_SHA_512
    SM2DSA ML_DSA_SHAKE_256 ED25519_SHA_512 ED25519_PH_SHA_512
}
enum WrappingKeySpec { RSA_2048 RSA_3072 RSA_4096 SM2 }
enum XksProxyConnectivityType { PUBLIC_ENDPOINT VPC_ENDPOINT_SERVICE }

string AWSAccountIdType
@length(min: 12, max: 12) @pattern("[0-9]{12}") string AccountIdType
@length(min: 1, max: 256) @pattern("^[a-zA-Z0-9:/_-]+$") string AliasNameType
@length(min: 20, max: 2048) string ArnType
@length(min: 1, max: 262144) blob AttestationDocumentType
@length(min: 0, max: 64) @pattern("^[a-f0-9]+$") string BackingKeyIdResponseType
@length(min: 64, max: 64) @pattern("^[a-f0-9]+$") string BackingKeyIdType
boolean BooleanType
@length(min: 1, max: 6144) blob CiphertextType
@length(min: 19, max: 24) @pattern("cluster-[2-7a-zA-Z]{11,16}") string CloudHsmClusterIdType
string CloudTrailEventIdType
@length(min: 1, max: 64) string CustomKeyStoreIdType
@length(min: 1, max: 256) string CustomKeyStoreNameType
timestamp DateType
@length(min: 0, max: 8192) string DescriptionType
string EncryptionContextKey
string EncryptionContextValue
string ErrorMessageType
@length(min: 1, max: 128) string GrantIdType
@length(min: 1, max: 256) @pattern("^[a-zA-Z0-9:/_-]+$") string GrantNameType
@length(min: 1, max: 8192) string GrantTokenType
@length(min: 1, max: 2048) string KeyIdType
@length(min: 0, max: 256) @pattern("^[a-zA-Z0-9:/_\\s.-]+$") string KeyMaterialDescriptionType
@length(min: 7, max: 32) string KeyStorePasswordType
string KmsRequestIdType
@range(min: 1, max: 1000) integer LimitType
@length(min: 1, max: 1024) @pattern("[\\u0020-\\u00FF]*") string MarkerType
boolean NullableBooleanType
@range(min: 1, max: 1024) integer NumberOfBytesType
@range(min: 1, max: 365) integer PendingWindowInDaysType
@length(min: 1, max: 4096) blob PlaintextType
@length(min: 1, max: 128) @pattern("[\\w]+") string PolicyNameType
@length(min: 1, max: 131072) @pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+") string PolicyType
@length(min: 1, max: 256) @pattern("^[\\w+=,.@:/-]+$") string PrincipalIdType
@length(min: 1, max: 8192) blob PublicKeyType
@length(min: 1, max: 32) @pattern("^([a-z]+-){2,3}\\d+$") string RegionType
@range(min: 90, max: 2560) integer RotationPeriodInDaysType
@length(min: 1, max: 128) string TagKeyType
@length(min: 0, max: 256) string TagValueType
@length(min: 1, max: 5000) string TrustAnchorCertificateType
@length(min: 1, max: 128) @pattern("^[a-zA-Z0-9-_.]+$") string XksKeyIdType
@length(min: 20, max: 30) @pattern("^[A-Z2-7]+$") string XksProxyAuthenticationAccessKeyIdType
@length(min: 43, max: 64) @pattern("^[a-zA-Z0-9\\/+=]+$")
string XksProxyAuthenticationRawSecretAccessKeyType
@length(min: 10, max: 128) @pattern("^https://[a-zA-Z0-9.-]+$") string XksProxyUriEndpointType
@length(min: 10, max: 128) @pattern("^(/[a-zA-Z0-9\\/_-]+/kms/xks/v\\d{1,2})$|^(/kms/xks/v\\d{1,2})$")
string XksProxyUriPathType
@length(min: 20, max: 64) @pattern("^(com|eu)\\.amazonaws\\.vpce\\.([a-z]+-){2,3}\\d+\\.vpce-svc-[0-9a-z]+$")
string XksProxyVpcEndpointServiceNameType
