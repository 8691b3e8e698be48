// From botocore 1.43.11, acm/2015-12-08, by emulator/model/import.py. Do not edit.

$version: "2"

namespace com.amazonaws.acm

@aws.protocols#awsJson1_1
@aws.auth#sigv4(name: "acm")
@aws.api#service(endpointPrefix: "acm")
service CertificateManager {
    version: "2015-12-08"
    operations: [
        AddTagsToCertificate DeleteCertificate DescribeCertificate ExportCertificate
        GetAccountConfiguration GetCertificate ImportCertificate ListCertificates
        ListTagsForCertificate PutAccountConfiguration RemoveTagsFromCertificate RenewCertificate
        RequestCertificate ResendValidationEmail RevokeCertificate SearchCertificates
        UpdateCertificateOptions
    ]
}

operation AddTagsToCertificate {
    input: AddTagsToCertificateRequest
    errors: [
        InvalidParameterException TagPolicyException TooManyTagsException InvalidArnException
        ThrottlingException InvalidTagException ResourceNotFoundException
    ]
}

operation DeleteCertificate {
    input: DeleteCertificateRequest
    errors: [
        ResourceInUseException InvalidArnException ThrottlingException ConflictException
        AccessDeniedException ResourceNotFoundException
    ]
}

operation DescribeCertificate {
    input: DescribeCertificateRequest
    output: DescribeCertificateResponse
    errors: [InvalidArnException ResourceNotFoundException]
}

operation ExportCertificate {
    input: ExportCertificateRequest
    output: ExportCertificateResponse
    errors: [
        InvalidArnException ThrottlingException RequestInProgressException ResourceNotFoundException
    ]
}

operation GetAccountConfiguration {
    output: GetAccountConfigurationResponse
    errors: [ThrottlingException AccessDeniedException]
}

operation GetCertificate {
    input: GetCertificateRequest
    output: GetCertificateResponse
    errors: [InvalidArnException RequestInProgressException ResourceNotFoundException]
}

operation ImportCertificate {
    input: ImportCertificateRequest
    output: ImportCertificateResponse
    errors: [
        InvalidParameterException TagPolicyException TooManyTagsException InvalidArnException
        InvalidTagException ConflictException LimitExceededException ResourceNotFoundException
    ]
}

operation ListCertificates {
    input: ListCertificatesRequest
    output: ListCertificatesResponse
    errors: [ValidationException InvalidArgsException]
}

operation ListTagsForCertificate {
    input: ListTagsForCertificateRequest
    output: ListTagsForCertificateResponse
    errors: [InvalidArnException ResourceNotFoundException]
}

operation PutAccountConfiguration {
    input: PutAccountConfigurationRequest
    errors: [ValidationException ThrottlingException ConflictException AccessDeniedException]
}

operation RemoveTagsFromCertificate {
    input: RemoveTagsFromCertificateRequest
    errors: [
        InvalidParameterException TagPolicyException InvalidArnException ThrottlingException
        InvalidTagException ResourceNotFoundException
    ]
}

operation RenewCertificate {
    input: RenewCertificateRequest
    errors: [InvalidArnException RequestInProgressException ResourceNotFoundException]
}

operation RequestCertificate {
    input: RequestCertificateRequest
    output: RequestCertificateResponse
    errors: [
        InvalidParameterException TagPolicyException TooManyTagsException InvalidArnException
        InvalidTagException InvalidDomainValidationOptionsException LimitExceededException
    ]
}

operation ResendValidationEmail {
    input: ResendValidationEmailRequest
    errors: [
        InvalidArnException InvalidDomainValidationOptionsException InvalidStateException
        ResourceNotFoundException
    ]
}

operation RevokeCertificate {
    input: RevokeCertificateRequest
    output: RevokeCertificateResponse
    errors: [
        ResourceInUseException InvalidArnException ThrottlingException ConflictException
        AccessDeniedException ResourceNotFoundException
    ]
}

operation SearchCertificates {
    input: SearchCertificatesRequest
    output: SearchCertificatesResponse
    errors: [ValidationException ThrottlingException AccessDeniedException]
}

operation UpdateCertificateOptions {
    input: UpdateCertificateOptionsRequest
    errors: [
        InvalidArnException LimitExceededException InvalidStateException ResourceNotFoundException
    ]
}

@error("client")
structure AccessDeniedException {
    Message: ServiceErrorMessage
}

structure AcmCertificateMetadata {
    CreatedAt: TStamp
    Exported: NullableBoolean
    ImportedAt: TStamp
    InUse: NullableBoolean
    IssuedAt: TStamp
    RenewalEligibility: RenewalEligibility
    RevokedAt: TStamp
    Status: CertificateStatus
    RenewalStatus: RenewalStatus
    Type: CertificateType
    ExportOption: CertificateExport
    ManagedBy: CertificateManagedBy
    ValidationMethod: ValidationMethod
}

union AcmCertificateMetadataFilter {
    Status: CertificateStatus
    RenewalStatus: RenewalStatus
    Type: CertificateType
    InUse: NullableBoolean
    Exported: NullableBoolean
    ExportOption: CertificateExport
    ManagedBy: CertificateManagedBy
    ValidationMethod: ValidationMethod
}

structure AddTagsToCertificateRequest {
    @required CertificateArn: Arn
    @required Tags: TagList
}

structure CertificateDetail {
    CertificateArn: Arn
    DomainName: DomainNameString
    SubjectAlternativeNames: DomainList
    ManagedBy: CertificateManagedBy
    DomainValidationOptions: DomainValidationList
    Serial: String
    Subject: String
    Issuer: String
    CreatedAt: TStamp
    IssuedAt: TStamp
    ImportedAt: TStamp
    Status: CertificateStatus
    RevokedAt: TStamp
    RevocationReason: RevocationReason
    NotBefore: TStamp
    NotAfter: TStamp
    KeyAlgorithm: KeyAlgorithm
    SignatureAlgorithm: String
    InUseBy: InUseList
    FailureReason: FailureReason
    Type: CertificateType
    RenewalSummary: RenewalSummary
    KeyUsages: KeyUsageList
    ExtendedKeyUsages: ExtendedKeyUsageList
    CertificateAuthorityArn: Arn
    RenewalEligibility: RenewalEligibility
    Options: CertificateOptions
}

union CertificateFilter {
    CertificateArn: Arn
    X509AttributeFilter: X509AttributeFilter
    AcmCertificateMetadataFilter: AcmCertificateMetadataFilter
}

union CertificateFilterStatement {
    And: CertificateFilterStatementList
    Or: CertificateFilterStatementList
    Not: CertificateFilterStatement
    Filter: CertificateFilter
}

union CertificateMetadata {
    AcmCertificateMetadata: AcmCertificateMetadata
}

structure CertificateOptions {
    CertificateTransparencyLoggingPreference: CertificateTransparencyLoggingPreference
    Export: CertificateExport
}

structure CertificateSearchResult {
    CertificateArn: Arn
    X509Attributes: X509Attributes
    CertificateMetadata: CertificateMetadata
}

structure CertificateSummary {
    CertificateArn: Arn
    DomainName: DomainNameString
    SubjectAlternativeNameSummaries: DomainList
    HasAdditionalSubjectAlternativeNames: NullableBoolean
    Status: CertificateStatus
    Type: CertificateType
    KeyAlgorithm: KeyAlgorithm
    KeyUsages: KeyUsageNames
    ExtendedKeyUsages: ExtendedKeyUsageNames
    ExportOption: CertificateExport
    InUse: NullableBoolean
    Exported: NullableBoolean
    RenewalEligibility: RenewalEligibility
    NotBefore: TStamp
    NotAfter: TStamp
    CreatedAt: TStamp
    IssuedAt: TStamp
    ImportedAt: TStamp
    RevokedAt: TStamp
    ManagedBy: CertificateManagedBy
}

structure CommonNameFilter {
    @required Value: FilterString
    @required ComparisonOperator: ComparisonOperator
}

@error("client")
structure ConflictException {
    message: String
}

structure CustomAttribute {
    ObjectIdentifier: String
    Value: String
}

structure DeleteCertificateRequest {
    @required CertificateArn: Arn
}

structure DescribeCertificateRequest {
    @required CertificateArn: Arn
}

structure DescribeCertificateResponse {
    Certificate: CertificateDetail
}

structure DistinguishedName {
    CommonName: String
    DomainComponents: DomainComponentList
    Country: String
    CustomAttributes: CustomAttributeList
    DistinguishedNameQualifier: String
    GenerationQualifier: String
    GivenName: String
    Initials: String
    Locality: String
    Organization: String
    OrganizationalUnit: String
    Pseudonym: String
    SerialNumber: String
    State: String
    Surname: String
    Title: String
}

structure DnsNameFilter {
    @required Value: FilterString
    @required ComparisonOperator: ComparisonOperator
}

structure DomainValidation {
    @required DomainName: DomainNameString
    ValidationEmails: ValidationEmailList
    ValidationDomain: DomainNameString
    ValidationStatus: DomainStatus
    ResourceRecord: ResourceRecord
    HttpRedirect: HttpRedirect
    ValidationMethod: ValidationMethod
}

structure DomainValidationOption {
    @required DomainName: DomainNameString
    @required ValidationDomain: DomainNameString
}

structure ExpiryEventsConfiguration {
    DaysBeforeExpiry: PositiveInteger
}

structure ExportCertificateRequest {
    @required CertificateArn: Arn
    @required Passphrase: PassphraseBlob
}

structure ExportCertificateResponse {
    Certificate: CertificateBody
    CertificateChain: CertificateChain
    PrivateKey: PrivateKey
}

structure ExtendedKeyUsage {
    Name: ExtendedKeyUsageName
    OID: String
}

structure Filters {
    extendedKeyUsage: ExtendedKeyUsageFilterList
    keyUsage: KeyUsageFilterList
    keyTypes: KeyAlgorithmList
    exportOption: CertificateExport
    managedBy: CertificateManagedBy
}

union GeneralName {
    DirectoryName: DistinguishedName
    DnsName: String
    IpAddress: String
    OtherName: OtherName
    RegisteredId: String
    Rfc822Name: String
    UniformResourceIdentifier: String
}

structure GetAccountConfigurationResponse {
    ExpiryEvents: ExpiryEventsConfiguration
}

structure GetCertificateRequest {
    @required CertificateArn: Arn
}

structure GetCertificateResponse {
    Certificate: CertificateBody
    CertificateChain: CertificateChain
}

structure HttpRedirect {
    RedirectFrom: String
    RedirectTo: String
}

structure ImportCertificateRequest {
    CertificateArn: Arn
    @required Certificate: CertificateBodyBlob
    @required PrivateKey: PrivateKeyBlob
    CertificateChain: CertificateChainBlob
    Tags: TagList
}

structure ImportCertificateResponse {
    CertificateArn: Arn
}

@error("client")
structure InvalidArgsException {
    message: String
}

@error("client")
structure InvalidArnException {
    message: String
}

@error("client")
structure InvalidDomainValidationOptionsException {
    message: String
}

@error("client")
structure InvalidParameterException {
    message: String
}

@error("client")
structure InvalidStateException {
    message: String
}

@error("client")
structure InvalidTagException {
    message: String
}

structure KeyUsage {
    Name: KeyUsageName
}

@error("client")
structure LimitExceededException {
    message: String
}

structure ListCertificatesRequest {
    CertificateStatuses: CertificateStatuses
    Includes: Filters
    NextToken: NextToken
    MaxItems: MaxItems
    SortBy: SortBy
    SortOrder: SortOrder
}

structure ListCertificatesResponse {
    NextToken: NextToken
    CertificateSummaryList: CertificateSummaryList
}

structure ListTagsForCertificateRequest {
    @required CertificateArn: Arn
}

structure ListTagsForCertificateResponse {
    Tags: TagList
}

structure OtherName {
    ObjectIdentifier: String
    Value: String
}

structure PutAccountConfigurationRequest {
    ExpiryEvents: ExpiryEventsConfiguration
    @required IdempotencyToken: IdempotencyToken
}

structure RemoveTagsFromCertificateRequest {
    @required CertificateArn: Arn
    @required Tags: TagList
}

structure RenewCertificateRequest {
    @required CertificateArn: Arn
}

structure RenewalSummary {
    @required RenewalStatus: RenewalStatus
    @required DomainValidationOptions: DomainValidationList
    RenewalStatusReason: FailureReason
    @required UpdatedAt: TStamp
}

structure RequestCertificateRequest {
    @required DomainName: DomainNameString
    ValidationMethod: ValidationMethod
    SubjectAlternativeNames: DomainList
    IdempotencyToken: IdempotencyToken
    DomainValidationOptions: DomainValidationOptionList
    Options: CertificateOptions
    CertificateAuthorityArn: PcaArn
    Tags: TagList
    KeyAlgorithm: KeyAlgorithm
    ManagedBy: CertificateManagedBy
}

structure RequestCertificateResponse {
    CertificateArn: Arn
}

@error("client")
structure RequestInProgressException {
    message: String
}

structure ResendValidationEmailRequest {
    @required CertificateArn: Arn
    @required Domain: DomainNameString
    @required ValidationDomain: DomainNameString
}

@error("client")
structure ResourceInUseException {
    message: String
}

@error("client")
structure ResourceNotFoundException {
    message: String
}

structure ResourceRecord {
    @required Name: String
    @required Type: RecordType
    @required Value: String
}

structure RevokeCertificateRequest {
    @required CertificateArn: Arn
    @required RevocationReason: RevocationReason
}

structure RevokeCertificateResponse {
    CertificateArn: Arn
}

structure SearchCertificatesRequest {
    FilterStatement: CertificateFilterStatement
    MaxResults: SearchMaxResults
    NextToken: NextToken
    SortBy: SearchCertificatesSortBy
    SortOrder: SearchCertificatesSortOrder
}

structure SearchCertificatesResponse {
    Results: CertificateSearchResultList
    NextToken: NextToken
}

union SubjectAlternativeNameFilter {
    DnsName: DnsNameFilter
}

union SubjectFilter {
    CommonName: CommonNameFilter
}

structure Tag {
    @required Key: TagKey
    Value: TagValue
}

@error("client")
structure TagPolicyException {
    message: String
}

@error("client")
structure ThrottlingException {
    message: AvailabilityErrorMessage
    throttlingReasons: ThrottlingReasonList
}

structure ThrottlingReason {
    reason: CoralAvailabilityThrottlingReason
    resource: CoralAvailabilityThrottledResource
}

structure TimestampRange {
    Start: TStamp
    End: TStamp
}

@error("client")
structure TooManyTagsException {
    message: String
}

structure UpdateCertificateOptionsRequest {
    @required CertificateArn: Arn
    @required Options: CertificateOptions
}

@error("client")
structure ValidationException {
    message: ValidationExceptionMessage
}

union X509AttributeFilter {
    Subject: SubjectFilter
    SubjectAlternativeName: SubjectAlternativeNameFilter
    ExtendedKeyUsage: ExtendedKeyUsageName
    KeyUsage: KeyUsageName
    KeyAlgorithm: KeyAlgorithm
    SerialNumber: SerialNumber
    NotAfter: TimestampRange
    NotBefore: TimestampRange
}

structure X509Attributes {
    Issuer: DistinguishedName
    Subject: DistinguishedName
    SubjectAlternativeNames: GeneralNameList
    ExtendedKeyUsages: ExtendedKeyUsageNames
    KeyAlgorithm: KeyAlgorithm
    KeyUsages: KeyUsageNames
    SerialNumber: SerialNumber
    NotAfter: TStamp
    NotBefore: TStamp
}

@length(min: 1, max: 15) list CertificateFilterStatementList { member: CertificateFilterStatement }
list CertificateSearchResultList { member: CertificateSearchResult }
list CertificateStatuses { member: CertificateStatus }
list CertificateSummaryList { member: CertificateSummary }
list CustomAttributeList { member: CustomAttribute }
list DomainComponentList { member: String }
@length(min: 1, max: 100) list DomainList { member: DomainNameString }
@length(min: 1, max: 1000) list DomainValidationList { member: DomainValidation }
@length(min: 1, max: 100) list DomainValidationOptionList { member: DomainValidationOption }
list ExtendedKeyUsageFilterList { member: ExtendedKeyUsageName }
list ExtendedKeyUsageList { member: ExtendedKeyUsage }
list ExtendedKeyUsageNames { member: ExtendedKeyUsageName }
list GeneralNameList { member: GeneralName }
list InUseList { member: String }
list KeyAlgorithmList { member: KeyAlgorithm }
list KeyUsageFilterList { member: KeyUsageName }
list KeyUsageList { member: KeyUsage }
list KeyUsageNames { member: KeyUsageName }
@length(min: 1, max: 50) list TagList { member: Tag }
list ThrottlingReasonList { member: ThrottlingReason }
list ValidationEmailList { member: String }

enum CertificateExport { ENABLED DISABLED }
enum CertificateManagedBy { CLOUDFRONT }
enum CertificateStatus {
    PENDING_VALIDATION ISSUED INACTIVE EXPIRED VALIDATION_TIMED_OUT REVOKED FAILED
}
enum CertificateTransparencyLoggingPreference { ENABLED DISABLED }
enum CertificateType { IMPORTED AMAZON_ISSUED PRIVATE }
enum ComparisonOperator { CONTAINS EQUALS }
enum DomainStatus { PENDING_VALIDATION SUCCESS FAILED }
enum ExtendedKeyUsageName {
    TLS_WEB_SERVER_AUTHENTICATION TLS_WEB_CLIENT_AUTHENTICATION CODE_SIGNING EMAIL_PROTECTION
    TIME_STAMPING OCSP_SIGNING IPSEC_END_SYSTEM IPSEC_TUNNEL IPSEC_USER ANY NONE CUSTOM
}
enum FailureReason {
    NO_AVAILABLE_CONTACTS ADDITIONAL_VERIFICATION_REQUIRED DOMAIN_NOT_ALLOWED INVALID_PUBLIC_DOMAIN
    DOMAIN_VALIDATION_DENIED CAA_ERROR PCA_LIMIT_EXCEEDED PCA_INVALID_ARN PCA_INVALID_STATE
    PCA_REQUEST_FAILED PCA_NAME_CONSTRAINTS_VALIDATION PCA_RESOURCE_NOT_FOUND PCA_INVALID_ARGS
    PCA_INVALID_DURATION PCA_ACCESS_DENIED SLR_NOT_FOUND OTHER
}
enum KeyAlgorithm { RSA_1024 RSA_2048 RSA_3072 RSA_4096 EC_prime256v1 EC_secp384r1 EC_secp521r1 }
enum KeyUsageName {
    DIGITAL_SIGNATURE NON_REPUDIATION KEY_ENCIPHERMENT DATA_ENCIPHERMENT KEY_AGREEMENT
    CERTIFICATE_SIGNING CRL_SIGNING ENCIPHER_ONLY DECIPHER_ONLY ANY CUSTOM
}
enum RecordType { CNAME }
enum RenewalEligibility { ELIGIBLE INELIGIBLE }
enum RenewalStatus { PENDING_AUTO_RENEWAL PENDING_VALIDATION SUCCESS FAILED }
enum RevocationReason {
    UNSPECIFIED KEY_COMPROMISE CA_COMPROMISE AFFILIATION_CHANGED SUPERCEDED SUPERSEDED
    CESSATION_OF_OPERATION CERTIFICATE_HOLD REMOVE_FROM_CRL PRIVILEGE_WITHDRAWN A_A_COMPROMISE
}
enum SearchCertificatesSortBy {
    CREATED_AT NOT_AFTER STATUS RENEWAL_STATUS EXPORTED IN_USE NOT_BEFORE KEY_ALGORITHM TYPE
    CERTIFICATE_ARN COMMON_NAME REVOKED_AT RENEWAL_ELIGIBILITY ISSUED_AT MANAGED_BY EXPORT_OPTION
    VALIDATION_METHOD IMPORTED_AT
}
enum SearchCertificatesSortOrder { ASCENDING DESCENDING }
enum SortBy { CREATED_AT }
enum SortOrder { ASCENDING DESCENDING }
enum ValidationMethod { EMAIL DNS HTTP }

@length(min: 20, max: 2048) @pattern("arn:[\\w+=/,.@-]+:acm:[\\w+=/,.@-]*:[0-9]+:[\\w+=,.@-]+(/[\\w+=,.@-]+)*")
string Arn
string AvailabilityErrorMessage
@length(min: 1, max: 32768) @pattern("-{5}BEGIN CERTIFICATE-{5}\\u000D?\\u000A([A-Za-z0-9/+]{64}\\u000D?\\u000A)*[A-Za-z0-9/+]{1,64}={0,2}\\u000D?\\u000A-{5}END CERTIFICATE-{5}(\\u000D?\\u000A)?")
string CertificateBody
@length(min: 1, max: 32768) blob CertificateBodyBlob
@length(min: 1, max: 2097152) @pattern("(-{5}BEGIN CERTIFICATE-{5}\\u000D?\\u000A([A-Za-z0-9/+]{64}\\u000D?\\u000A)*[A-Za-z0-9/+]{1,64}={0,2}\\u000D?\\u000A-{5}END CERTIFICATE-{5}\\u000D?\\u000A)*-{5}BEGIN CERTIFICATE-{5}\\u000D?\\u000A([A-Za-z0-9/+]{64}\\u000D?\\u000A)*[A-Za-z0-9/+]{1,64}={0,2}\\u000D?\\u000A-{5}END CERTIFICATE-{5}(\\u000D?\\u000A)?")
string CertificateChain
@length(min: 1, max: 2097152) blob CertificateChainBlob
string CoralAvailabilityThrottledResource
string CoralAvailabilityThrottlingReason
@length(min: 1, max: 253) @pattern("(\\*\\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])")
string DomainNameString
@length(min: 1, max: 256) string FilterString
@length(min: 1, max: 32) @pattern("\\w+") string IdempotencyToken
@range(min: 1, max: 1000) integer MaxItems
@length(min: 1, max: 10000) @pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]*") string NextToken
boolean NullableBoolean
@length(min: 4, max: 128) blob PassphraseBlob
@length(min: 20, max: 2048) @pattern("arn:[\\w+=/,.@-]+:acm-pca:[\\w+=/,.@-]*:[0-9]+:[\\w+=,.@-]+(/[\\w+=,.@-]+)*")
string PcaArn
@range(min: 1) integer PositiveInteger
@length(min: 1, max: 524288) @pattern("-{5}BEGIN PRIVATE KEY-{5}\\u000D?\\u000A([A-Za-z0-9/+]{64}\\u000D?\\u000A)*[A-Za-z0-9/+]{1,64}={0,2}\\u000D?\\u000A-{5}END PRIVATE KEY-{5}(\\u000D?\\u000A)?")
string PrivateKey
@length(min: 1, max: 5120) blob PrivateKeyBlob
@range(min: 1, max: 500) integer SearchMaxResults
@length(min: 2, max: 59) @pattern("[0-9a-f]{2}(:[0-9a-f]{2}){1,19}") string SerialNumber
string ServiceErrorMessage
timestamp TStamp
@length(min: 1, max: 128) @pattern("[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@]*") string TagKey
@length(min: 0, max: 256) @pattern("[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@]*") string TagValue
string ValidationExceptionMessage
