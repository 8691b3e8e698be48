// From botocore 1.43.11, iam/2010-05-08, by emulator/model/import.py. Do not edit.

$version: "2"

namespace com.amazonaws.iam

@aws.protocols#awsQuery
@aws.auth#sigv4(name: "iam")
@aws.api#service(endpointPrefix: "iam")
@xmlNamespace(uri: "https://iam.amazonaws.com/doc/2010-05-08/")
service AWSIdentityManagementV20100508 {
    version: "2010-05-08"
    operations: [
        AcceptDelegationRequest AddClientIDToOpenIDConnectProvider AddRoleToInstanceProfile
        AddUserToGroup AssociateDelegationRequest AttachGroupPolicy AttachRolePolicy
        AttachUserPolicy ChangePassword CreateAccessKey CreateAccountAlias CreateDelegationRequest
        CreateGroup CreateInstanceProfile CreateLoginProfile CreateOpenIDConnectProvider
        CreatePolicy CreatePolicyVersion CreateRole CreateSAMLProvider CreateServiceLinkedRole
        CreateServiceSpecificCredential CreateUser CreateVirtualMFADevice DeactivateMFADevice
        DeleteAccessKey DeleteAccountAlias DeleteAccountPasswordPolicy DeleteGroup DeleteGroupPolicy
        DeleteInstanceProfile DeleteLoginProfile DeleteOpenIDConnectProvider DeletePolicy
        DeletePolicyVersion DeleteRole DeleteRolePermissionsBoundary DeleteRolePolicy
        DeleteSAMLProvider DeleteSSHPublicKey DeleteServerCertificate DeleteServiceLinkedRole
        DeleteServiceSpecificCredential DeleteSigningCertificate DeleteUser
        DeleteUserPermissionsBoundary DeleteUserPolicy DeleteVirtualMFADevice DetachGroupPolicy
        DetachRolePolicy DetachUserPolicy DisableOrganizationsRootCredentialsManagement
        DisableOrganizationsRootSessions DisableOutboundWebIdentityFederation EnableMFADevice
        EnableOrganizationsRootCredentialsManagement EnableOrganizationsRootSessions
        EnableOutboundWebIdentityFederation GenerateCredentialReport
        GenerateOrganizationsAccessReport GenerateServiceLastAccessedDetails GetAccessKeyLastUsed
        GetAccountAuthorizationDetails GetAccountPasswordPolicy GetAccountSummary
        GetContextKeysForCustomPolicy GetContextKeysForPrincipalPolicy GetCredentialReport
        GetDelegationRequest GetGroup GetGroupPolicy GetHumanReadableSummary GetInstanceProfile
        GetLoginProfile GetMFADevice GetOpenIDConnectProvider GetOrganizationsAccessReport
        GetOutboundWebIdentityFederationInfo GetPolicy GetPolicyVersion GetRole GetRolePolicy
        GetSAMLProvider GetSSHPublicKey GetServerCertificate GetServiceLastAccessedDetails
        GetServiceLastAccessedDetailsWithEntities GetServiceLinkedRoleDeletionStatus GetUser
        GetUserPolicy ListAccessKeys ListAccountAliases ListAttachedGroupPolicies
        ListAttachedRolePolicies ListAttachedUserPolicies ListDelegationRequests
        ListEntitiesForPolicy ListGroupPolicies ListGroups ListGroupsForUser ListInstanceProfileTags
        ListInstanceProfiles ListInstanceProfilesForRole ListMFADeviceTags ListMFADevices
        ListOpenIDConnectProviderTags ListOpenIDConnectProviders ListOrganizationsFeatures
        ListPolicies ListPoliciesGrantingServiceAccess ListPolicyTags ListPolicyVersions
        ListRolePolicies ListRoleTags ListRoles ListSAMLProviderTags ListSAMLProviders
        ListSSHPublicKeys ListServerCertificateTags ListServerCertificates
        ListServiceSpecificCredentials ListSigningCertificates ListUserPolicies ListUserTags
        ListUsers ListVirtualMFADevices PutGroupPolicy PutRolePermissionsBoundary PutRolePolicy
        PutUserPermissionsBoundary PutUserPolicy RejectDelegationRequest
        RemoveClientIDFromOpenIDConnectProvider RemoveRoleFromInstanceProfile RemoveUserFromGroup
        ResetServiceSpecificCredential ResyncMFADevice SendDelegationToken SetDefaultPolicyVersion
        SetSecurityTokenServicePreferences SimulateCustomPolicy SimulatePrincipalPolicy
        TagInstanceProfile TagMFADevice TagOpenIDConnectProvider TagPolicy TagRole TagSAMLProvider
        TagServerCertificate TagUser UntagInstanceProfile UntagMFADevice UntagOpenIDConnectProvider
        UntagPolicy UntagRole UntagSAMLProvider UntagServerCertificate UntagUser UpdateAccessKey
        UpdateAccountPasswordPolicy UpdateAssumeRolePolicy UpdateDelegationRequest UpdateGroup
        UpdateLoginProfile UpdateOpenIDConnectProviderThumbprint UpdateRole UpdateRoleDescription
        UpdateSAMLProvider UpdateSSHPublicKey UpdateServerCertificate
        UpdateServiceSpecificCredential UpdateSigningCertificate UpdateUser UploadSSHPublicKey
        UploadServerCertificate UploadSigningCertificate
    ]
}

operation AcceptDelegationRequest {
    input: AcceptDelegationRequestRequest
    errors: [NoSuchEntityException ServiceFailureException ConcurrentModificationException]
}

operation AddClientIDToOpenIDConnectProvider {
    input: AddClientIDToOpenIDConnectProviderRequest
    errors: [
        ConcurrentModificationException InvalidInputException NoSuchEntityException
        LimitExceededException ServiceFailureException
    ]
}

operation AddRoleToInstanceProfile {
    input: AddRoleToInstanceProfileRequest
    errors: [
        NoSuchEntityException EntityAlreadyExistsException LimitExceededException
        UnmodifiableEntityException ServiceFailureException
    ]
}

operation AddUserToGroup {
    input: AddUserToGroupRequest
    errors: [NoSuchEntityException LimitExceededException ServiceFailureException]
}

operation AssociateDelegationRequest {
    input: AssociateDelegationRequestRequest
    errors: [
        NoSuchEntityException ServiceFailureException ConcurrentModificationException
        InvalidInputException
    ]
}

operation AttachGroupPolicy {
    input: AttachGroupPolicyRequest
    errors: [
        NoSuchEntityException LimitExceededException InvalidInputException
        PolicyNotAttachableException ServiceFailureException
    ]
}

operation AttachRolePolicy {
    input: AttachRolePolicyRequest
    errors: [
        NoSuchEntityException LimitExceededException InvalidInputException
        UnmodifiableEntityException PolicyNotAttachableException ServiceFailureException
    ]
}

operation AttachUserPolicy {
    input: AttachUserPolicyRequest
    errors: [
        NoSuchEntityException LimitExceededException InvalidInputException
        PolicyNotAttachableException ServiceFailureException
    ]
}

operation ChangePassword {
    input: ChangePasswordRequest
    errors: [
        NoSuchEntityException InvalidUserTypeException LimitExceededException
        EntityTemporarilyUnmodifiableException PasswordPolicyViolationException
        ServiceFailureException
    ]
}

operation CreateAccessKey {
    input: CreateAccessKeyRequest
    output: CreateAccessKeyResponse
    errors: [NoSuchEntityException LimitExceededException ServiceFailureException]
}

operation CreateAccountAlias {
    input: CreateAccountAliasRequest
    errors: [
        ConcurrentModificationException EntityAlreadyExistsException LimitExceededException
        ServiceFailureException
    ]
}

operation CreateDelegationRequest {
    input: CreateDelegationRequestRequest
    output: CreateDelegationRequestResponse
    errors: [
        EntityAlreadyExistsException ServiceFailureException InvalidInputException
        LimitExceededException ConcurrentModificationException
    ]
}

operation CreateGroup {
    input: CreateGroupRequest
    output: CreateGroupResponse
    errors: [
        LimitExceededException EntityAlreadyExistsException NoSuchEntityException
        ServiceFailureException
    ]
}

operation CreateInstanceProfile {
    input: CreateInstanceProfileRequest
    output: CreateInstanceProfileResponse
    errors: [
        EntityAlreadyExistsException InvalidInputException LimitExceededException
        ConcurrentModificationException ServiceFailureException
    ]
}

operation CreateLoginProfile {
    input: CreateLoginProfileRequest
    output: CreateLoginProfileResponse
    errors: [
        EntityAlreadyExistsException NoSuchEntityException PasswordPolicyViolationException
        LimitExceededException ServiceFailureException
    ]
}

operation CreateOpenIDConnectProvider {
    input: CreateOpenIDConnectProviderRequest
    output: CreateOpenIDConnectProviderResponse
    errors: [
        InvalidInputException EntityAlreadyExistsException LimitExceededException
        ConcurrentModificationException ServiceFailureException OpenIdIdpCommunicationErrorException
    ]
}

operation CreatePolicy {
    input: CreatePolicyRequest
    output: CreatePolicyResponse
    errors: [
        InvalidInputException LimitExceededException EntityAlreadyExistsException
        MalformedPolicyDocumentException ConcurrentModificationException ServiceFailureException
    ]
}

operation CreatePolicyVersion {
    input: CreatePolicyVersionRequest
    output: CreatePolicyVersionResponse
    errors: [
        NoSuchEntityException MalformedPolicyDocumentException InvalidInputException
        LimitExceededException ServiceFailureException
    ]
}

operation CreateRole {
    input: CreateRoleRequest
    output: CreateRoleResponse
    errors: [
        LimitExceededException InvalidInputException EntityAlreadyExistsException
        MalformedPolicyDocumentException ConcurrentModificationException ServiceFailureException
    ]
}

operation CreateSAMLProvider {
    input: CreateSAMLProviderRequest
    output: CreateSAMLProviderResponse
    errors: [
        InvalidInputException EntityAlreadyExistsException LimitExceededException
        ConcurrentModificationException ServiceFailureException
    ]
}

operation CreateServiceLinkedRole {
    input: CreateServiceLinkedRoleRequest
    output: CreateServiceLinkedRoleResponse
    errors: [
        InvalidInputException LimitExceededException NoSuchEntityException ServiceFailureException
    ]
}

operation CreateServiceSpecificCredential {
    input: CreateServiceSpecificCredentialRequest
    output: CreateServiceSpecificCredentialResponse
    errors: [LimitExceededException NoSuchEntityException ServiceNotSupportedException]
}

operation CreateUser {
    input: CreateUserRequest
    output: CreateUserResponse
    errors: [
        LimitExceededException EntityAlreadyExistsException NoSuchEntityException
        InvalidInputException ConcurrentModificationException ServiceFailureException
    ]
}

operation CreateVirtualMFADevice {
    input: CreateVirtualMFADeviceRequest
    output: CreateVirtualMFADeviceResponse
    errors: [
        LimitExceededException InvalidInputException EntityAlreadyExistsException
        ConcurrentModificationException ServiceFailureException
    ]
}

operation DeactivateMFADevice {
    input: DeactivateMFADeviceRequest
    errors: [
        EntityTemporarilyUnmodifiableException NoSuchEntityException LimitExceededException
        ServiceFailureException ConcurrentModificationException
    ]
}

operation DeleteAccessKey {
    input: DeleteAccessKeyRequest
    errors: [NoSuchEntityException LimitExceededException ServiceFailureException]
}

operation DeleteAccountAlias {
    input: DeleteAccountAliasRequest
    errors: [
        ConcurrentModificationException NoSuchEntityException LimitExceededException
        ServiceFailureException
    ]
}

operation DeleteAccountPasswordPolicy {
    errors: [NoSuchEntityException LimitExceededException ServiceFailureException]
}

operation DeleteGroup {
    input: DeleteGroupRequest
    errors: [
        NoSuchEntityException DeleteConflictException LimitExceededException ServiceFailureException
    ]
}

operation DeleteGroupPolicy {
    input: DeleteGroupPolicyRequest
    errors: [NoSuchEntityException LimitExceededException ServiceFailureException]
}

operation DeleteInstanceProfile {
    input: DeleteInstanceProfileRequest
    errors: [
        NoSuchEntityException DeleteConflictException LimitExceededException ServiceFailureException
    ]
}

operation DeleteLoginProfile {
    input: DeleteLoginProfileRequest
    errors: [
        EntityTemporarilyUnmodifiableException NoSuchEntityException LimitExceededException
        ServiceFailureException
    ]
}

operation DeleteOpenIDConnectProvider {
    input: DeleteOpenIDConnectProviderRequest
    errors: [InvalidInputException NoSuchEntityException ServiceFailureException]
}

operation DeletePolicy {
    input: DeletePolicyRequest
    errors: [
        NoSuchEntityException LimitExceededException InvalidInputException DeleteConflictException
        ServiceFailureException
    ]
}

operation DeletePolicyVersion {
    input: DeletePolicyVersionRequest
    errors: [
        NoSuchEntityException LimitExceededException InvalidInputException DeleteConflictException
        ServiceFailureException
    ]
}

operation DeleteRole {
    input: DeleteRoleRequest
    errors: [
        NoSuchEntityException DeleteConflictException LimitExceededException
        UnmodifiableEntityException ConcurrentModificationException ServiceFailureException
    ]
}

operation DeleteRolePermissionsBoundary {
    input: DeleteRolePermissionsBoundaryRequest
    errors: [NoSuchEntityException UnmodifiableEntityException ServiceFailureException]
}

operation DeleteRolePolicy {
    input: DeleteRolePolicyRequest
    errors: [
        NoSuchEntityException LimitExceededException UnmodifiableEntityException
        ServiceFailureException
    ]
}

operation DeleteSAMLProvider {
    input: DeleteSAMLProviderRequest
    errors: [
        InvalidInputException LimitExceededException NoSuchEntityException ServiceFailureException
    ]
}

operation DeleteSSHPublicKey { input: DeleteSSHPublicKeyRequest errors: [NoSuchEntityException] }

operation DeleteServerCertificate {
    input: DeleteServerCertificateRequest
    errors: [
        NoSuchEntityException DeleteConflictException LimitExceededException ServiceFailureException
    ]
}

operation DeleteServiceLinkedRole {
    input: DeleteServiceLinkedRoleRequest
    output: DeleteServiceLinkedRoleResponse
    errors: [NoSuchEntityException LimitExceededException ServiceFailureException]
}

operation DeleteServiceSpecificCredential {
    input: DeleteServiceSpecificCredentialRequest
    errors: [NoSuchEntityException]
}

operation DeleteSigningCertificate {
    input: DeleteSigningCertificateRequest
    errors: [
        NoSuchEntityException LimitExceededException ConcurrentModificationException
        ServiceFailureException
    ]
}

operation DeleteUser {
    input: DeleteUserRequest
    errors: [
        LimitExceededException NoSuchEntityException DeleteConflictException
        ConcurrentModificationException ServiceFailureException
    ]
}

operation DeleteUserPermissionsBoundary {
    input: DeleteUserPermissionsBoundaryRequest
    errors: [NoSuchEntityException ServiceFailureException]
}

operation DeleteUserPolicy {
    input: DeleteUserPolicyRequest
    errors: [NoSuchEntityException LimitExceededException ServiceFailureException]
}

operation DeleteVirtualMFADevice {
    input: DeleteVirtualMFADeviceRequest
    errors: [
        NoSuchEntityException DeleteConflictException LimitExceededException ServiceFailureException
        ConcurrentModificationException
    ]
}

operation DetachGroupPolicy {
    input: DetachGroupPolicyRequest
    errors: [
        NoSuchEntityException LimitExceededException InvalidInputException ServiceFailureException
    ]
}

operation DetachRolePolicy {
    input: DetachRolePolicyRequest
    errors: [
        NoSuchEntityException LimitExceededException InvalidInputException
        UnmodifiableEntityException ServiceFailureException
    ]
}

operation DetachUserPolicy {
    input: DetachUserPolicyRequest
    errors: [
        NoSuchEntityException LimitExceededException InvalidInputException ServiceFailureException
    ]
}

operation DisableOrganizationsRootCredentialsManagement {
    input: DisableOrganizationsRootCredentialsManagementRequest
    output: DisableOrganizationsRootCredentialsManagementResponse
    errors: [
        ServiceAccessNotEnabledException AccountNotManagementOrDelegatedAdministratorException
        OrganizationNotFoundException OrganizationNotInAllFeaturesModeException
    ]
}

operation DisableOrganizationsRootSessions {
    input: DisableOrganizationsRootSessionsRequest
    output: DisableOrganizationsRootSessionsResponse
    errors: [
        ServiceAccessNotEnabledException AccountNotManagementOrDelegatedAdministratorException
        OrganizationNotFoundException OrganizationNotInAllFeaturesModeException
    ]
}

operation DisableOutboundWebIdentityFederation { errors: [FeatureDisabledException] }

operation EnableMFADevice {
    input: EnableMFADeviceRequest
    errors: [
        EntityAlreadyExistsException EntityTemporarilyUnmodifiableException
        InvalidAuthenticationCodeException LimitExceededException NoSuchEntityException
        ServiceFailureException ConcurrentModificationException
    ]
}

operation EnableOrganizationsRootCredentialsManagement {
    input: EnableOrganizationsRootCredentialsManagementRequest
    output: EnableOrganizationsRootCredentialsManagementResponse
    errors: [
        ServiceAccessNotEnabledException AccountNotManagementOrDelegatedAdministratorException
        OrganizationNotFoundException OrganizationNotInAllFeaturesModeException
        CallerIsNotManagementAccountException
    ]
}

operation EnableOrganizationsRootSessions {
    input: EnableOrganizationsRootSessionsRequest
    output: EnableOrganizationsRootSessionsResponse
    errors: [
        ServiceAccessNotEnabledException AccountNotManagementOrDelegatedAdministratorException
        OrganizationNotFoundException OrganizationNotInAllFeaturesModeException
        CallerIsNotManagementAccountException
    ]
}

operation EnableOutboundWebIdentityFederation {
    output: EnableOutboundWebIdentityFederationResponse
    errors: [FeatureEnabledException]
}

operation GenerateCredentialReport {
    output: GenerateCredentialReportResponse
    errors: [LimitExceededException ServiceFailureException]
}

operation GenerateOrganizationsAccessReport {
    input: GenerateOrganizationsAccessReportRequest
    output: GenerateOrganizationsAccessReportResponse
    errors: [ReportGenerationLimitExceededException]
}

operation GenerateServiceLastAccessedDetails {
    input: GenerateServiceLastAccessedDetailsRequest
    output: GenerateServiceLastAccessedDetailsResponse
    errors: [NoSuchEntityException InvalidInputException]
}

operation GetAccessKeyLastUsed {
    input: GetAccessKeyLastUsedRequest
    output: GetAccessKeyLastUsedResponse
}

operation GetAccountAuthorizationDetails {
    input: GetAccountAuthorizationDetailsRequest
    output: GetAccountAuthorizationDetailsResponse
    errors: [ServiceFailureException]
}

operation GetAccountPasswordPolicy {
    output: GetAccountPasswordPolicyResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation GetAccountSummary { output: GetAccountSummaryResponse errors: [ServiceFailureException] }

operation GetContextKeysForCustomPolicy {
    input: GetContextKeysForCustomPolicyRequest
    output: GetContextKeysForPolicyResponse
    errors: [InvalidInputException]
}

operation GetContextKeysForPrincipalPolicy {
    input: GetContextKeysForPrincipalPolicyRequest
    output: GetContextKeysForPolicyResponse
    errors: [NoSuchEntityException InvalidInputException]
}

operation GetCredentialReport {
    output: GetCredentialReportResponse
    errors: [
        CredentialReportNotPresentException CredentialReportExpiredException
        CredentialReportNotReadyException ServiceFailureException
    ]
}

operation GetDelegationRequest {
    input: GetDelegationRequestRequest
    output: GetDelegationRequestResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation GetGroup {
    input: GetGroupRequest
    output: GetGroupResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation GetGroupPolicy {
    input: GetGroupPolicyRequest
    output: GetGroupPolicyResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation GetHumanReadableSummary {
    input: GetHumanReadableSummaryRequest
    output: GetHumanReadableSummaryResponse
    errors: [InvalidInputException NoSuchEntityException ServiceFailureException]
}

operation GetInstanceProfile {
    input: GetInstanceProfileRequest
    output: GetInstanceProfileResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation GetLoginProfile {
    input: GetLoginProfileRequest
    output: GetLoginProfileResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation GetMFADevice {
    input: GetMFADeviceRequest
    output: GetMFADeviceResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation GetOpenIDConnectProvider {
    input: GetOpenIDConnectProviderRequest
    output: GetOpenIDConnectProviderResponse
    errors: [InvalidInputException NoSuchEntityException ServiceFailureException]
}

operation GetOrganizationsAccessReport {
    input: GetOrganizationsAccessReportRequest
    output: GetOrganizationsAccessReportResponse
    errors: [NoSuchEntityException]
}

operation GetOutboundWebIdentityFederationInfo {
    output: GetOutboundWebIdentityFederationInfoResponse
    errors: [FeatureDisabledException]
}

operation GetPolicy {
    input: GetPolicyRequest
    output: GetPolicyResponse
    errors: [NoSuchEntityException InvalidInputException ServiceFailureException]
}

operation GetPolicyVersion {
    input: GetPolicyVersionRequest
    output: GetPolicyVersionResponse
    errors: [NoSuchEntityException InvalidInputException ServiceFailureException]
}

operation GetRole {
    input: GetRoleRequest
    output: GetRoleResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation GetRolePolicy {
    input: GetRolePolicyRequest
    output: GetRolePolicyResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation GetSAMLProvider {
    input: GetSAMLProviderRequest
    output: GetSAMLProviderResponse
    errors: [NoSuchEntityException InvalidInputException ServiceFailureException]
}

operation GetSSHPublicKey {
    input: GetSSHPublicKeyRequest
    output: GetSSHPublicKeyResponse
    errors: [NoSuchEntityException UnrecognizedPublicKeyEncodingException]
}

operation GetServerCertificate {
    input: GetServerCertificateRequest
    output: GetServerCertificateResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation GetServiceLastAccessedDetails {
    input: GetServiceLastAccessedDetailsRequest
    output: GetServiceLastAccessedDetailsResponse
    errors: [NoSuchEntityException InvalidInputException]
}

operation GetServiceLastAccessedDetailsWithEntities {
    input: GetServiceLastAccessedDetailsWithEntitiesRequest
    output: GetServiceLastAccessedDetailsWithEntitiesResponse
    errors: [NoSuchEntityException InvalidInputException]
}

operation GetServiceLinkedRoleDeletionStatus {
    input: GetServiceLinkedRoleDeletionStatusRequest
    output: GetServiceLinkedRoleDeletionStatusResponse
    errors: [NoSuchEntityException InvalidInputException ServiceFailureException]
}

operation GetUser {
    input: GetUserRequest
    output: GetUserResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation GetUserPolicy {
    input: GetUserPolicyRequest
    output: GetUserPolicyResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation ListAccessKeys {
    input: ListAccessKeysRequest
    output: ListAccessKeysResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation ListAccountAliases {
    input: ListAccountAliasesRequest
    output: ListAccountAliasesResponse
    errors: [ServiceFailureException]
}

operation ListAttachedGroupPolicies {
    input: ListAttachedGroupPoliciesRequest
    output: ListAttachedGroupPoliciesResponse
    errors: [NoSuchEntityException InvalidInputException ServiceFailureException]
}

operation ListAttachedRolePolicies {
    input: ListAttachedRolePoliciesRequest
    output: ListAttachedRolePoliciesResponse
    errors: [NoSuchEntityException InvalidInputException ServiceFailureException]
}

operation ListAttachedUserPolicies {
    input: ListAttachedUserPoliciesRequest
    output: ListAttachedUserPoliciesResponse
    errors: [NoSuchEntityException InvalidInputException ServiceFailureException]
}

operation ListDelegationRequests {
    input: ListDelegationRequestsRequest
    output: ListDelegationRequestsResponse
    errors: [NoSuchEntityException ServiceFailureException InvalidInputException]
}

operation ListEntitiesForPolicy {
    input: ListEntitiesForPolicyRequest
    output: ListEntitiesForPolicyResponse
    errors: [NoSuchEntityException InvalidInputException ServiceFailureException]
}

operation ListGroupPolicies {
    input: ListGroupPoliciesRequest
    output: ListGroupPoliciesResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation ListGroups {
    input: ListGroupsRequest
    output: ListGroupsResponse
    errors: [ServiceFailureException]
}

operation ListGroupsForUser {
    input: ListGroupsForUserRequest
    output: ListGroupsForUserResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation ListInstanceProfileTags {
    input: ListInstanceProfileTagsRequest
    output: ListInstanceProfileTagsResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation ListInstanceProfiles {
    input: ListInstanceProfilesRequest
    output: ListInstanceProfilesResponse
    errors: [ServiceFailureException]
}

operation ListInstanceProfilesForRole {
    input: ListInstanceProfilesForRoleRequest
    output: ListInstanceProfilesForRoleResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation ListMFADeviceTags {
    input: ListMFADeviceTagsRequest
    output: ListMFADeviceTagsResponse
    errors: [NoSuchEntityException InvalidInputException ServiceFailureException]
}

operation ListMFADevices {
    input: ListMFADevicesRequest
    output: ListMFADevicesResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation ListOpenIDConnectProviderTags {
    input: ListOpenIDConnectProviderTagsRequest
    output: ListOpenIDConnectProviderTagsResponse
    errors: [NoSuchEntityException ServiceFailureException InvalidInputException]
}

operation ListOpenIDConnectProviders {
    input: ListOpenIDConnectProvidersRequest
    output: ListOpenIDConnectProvidersResponse
    errors: [ServiceFailureException]
}

operation ListOrganizationsFeatures {
    input: ListOrganizationsFeaturesRequest
    output: ListOrganizationsFeaturesResponse
    errors: [
        ServiceAccessNotEnabledException AccountNotManagementOrDelegatedAdministratorException
        OrganizationNotFoundException OrganizationNotInAllFeaturesModeException
    ]
}

operation ListPolicies {
    input: ListPoliciesRequest
    output: ListPoliciesResponse
    errors: [ServiceFailureException]
}

operation ListPoliciesGrantingServiceAccess {
    input: ListPoliciesGrantingServiceAccessRequest
    output: ListPoliciesGrantingServiceAccessResponse
    errors: [NoSuchEntityException InvalidInputException]
}

operation ListPolicyTags {
    input: ListPolicyTagsRequest
    output: ListPolicyTagsResponse
    errors: [NoSuchEntityException ServiceFailureException InvalidInputException]
}

operation ListPolicyVersions {
    input: ListPolicyVersionsRequest
    output: ListPolicyVersionsResponse
    errors: [NoSuchEntityException InvalidInputException ServiceFailureException]
}

operation ListRolePolicies {
    input: ListRolePoliciesRequest
    output: ListRolePoliciesResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation ListRoleTags {
    input: ListRoleTagsRequest
    output: ListRoleTagsResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation ListRoles {
    input: ListRolesRequest
    output: ListRolesResponse
    errors: [ServiceFailureException]
}

operation ListSAMLProviderTags {
    input: ListSAMLProviderTagsRequest
    output: ListSAMLProviderTagsResponse
    errors: [NoSuchEntityException ServiceFailureException InvalidInputException]
}

operation ListSAMLProviders {
    input: ListSAMLProvidersRequest
    output: ListSAMLProvidersResponse
    errors: [ServiceFailureException]
}

operation ListSSHPublicKeys {
    input: ListSSHPublicKeysRequest
    output: ListSSHPublicKeysResponse
    errors: [NoSuchEntityException]
}

operation ListServerCertificateTags {
    input: ListServerCertificateTagsRequest
    output: ListServerCertificateTagsResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation ListServerCertificates {
    input: ListServerCertificatesRequest
    output: ListServerCertificatesResponse
    errors: [ServiceFailureException]
}

operation ListServiceSpecificCredentials {
    input: ListServiceSpecificCredentialsRequest
    output: ListServiceSpecificCredentialsResponse
    errors: [NoSuchEntityException ServiceNotSupportedException]
}

operation ListSigningCertificates {
    input: ListSigningCertificatesRequest
    output: ListSigningCertificatesResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation ListUserPolicies {
    input: ListUserPoliciesRequest
    output: ListUserPoliciesResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation ListUserTags {
    input: ListUserTagsRequest
    output: ListUserTagsResponse
    errors: [NoSuchEntityException ServiceFailureException]
}

operation ListUsers {
    input: ListUsersRequest
    output: ListUsersResponse
    errors: [ServiceFailureException]
}

operation ListVirtualMFADevices {
    input: ListVirtualMFADevicesRequest
    output: ListVirtualMFADevicesResponse
}

operation PutGroupPolicy {
    input: PutGroupPolicyRequest
    errors: [
        LimitExceededException MalformedPolicyDocumentException NoSuchEntityException
        ServiceFailureException
    ]
}

operation PutRolePermissionsBoundary {
    input: PutRolePermissionsBoundaryRequest
    errors: [
        NoSuchEntityException InvalidInputException UnmodifiableEntityException
        PolicyNotAttachableException ServiceFailureException
    ]
}

operation PutRolePolicy {
    input: PutRolePolicyRequest
    errors: [
        LimitExceededException MalformedPolicyDocumentException NoSuchEntityException
        UnmodifiableEntityException ServiceFailureException
    ]
}

operation PutUserPermissionsBoundary {
    input: PutUserPermissionsBoundaryRequest
    errors: [
        NoSuchEntityException InvalidInputException PolicyNotAttachableException
        ServiceFailureException
    ]
}

operation PutUserPolicy {
    input: PutUserPolicyRequest
    errors: [
        LimitExceededException MalformedPolicyDocumentException NoSuchEntityException
        ServiceFailureException
    ]
}

operation RejectDelegationRequest {
    input: RejectDelegationRequestRequest
    errors: [
        NoSuchEntityException ServiceFailureException ConcurrentModificationException
        InvalidInputException
    ]
}

operation RemoveClientIDFromOpenIDConnectProvider {
    input: RemoveClientIDFromOpenIDConnectProviderRequest
    errors: [
        ConcurrentModificationException InvalidInputException NoSuchEntityException
        ServiceFailureException
    ]
}

operation RemoveRoleFromInstanceProfile {
    input: RemoveRoleFromInstanceProfileRequest
    errors: [
        NoSuchEntityException LimitExceededException UnmodifiableEntityException
        ServiceFailureException
    ]
}

operation RemoveUserFromGroup {
    input: RemoveUserFromGroupRequest
    errors: [NoSuchEntityException LimitExceededException ServiceFailureException]
}

operation ResetServiceSpecificCredential {
    input: ResetServiceSpecificCredentialRequest
    output: ResetServiceSpecificCredentialResponse
    errors: [NoSuchEntityException]
}

operation ResyncMFADevice {
    input: ResyncMFADeviceRequest
    errors: [
        InvalidAuthenticationCodeException NoSuchEntityException LimitExceededException
        ServiceFailureException ConcurrentModificationException
    ]
}

operation SendDelegationToken {
    input: SendDelegationTokenRequest
    errors: [
        NoSuchEntityException ServiceFailureException ConcurrentModificationException
        InvalidInputException
    ]
}

operation SetDefaultPolicyVersion {
    input: SetDefaultPolicyVersionRequest
    errors: [
        NoSuchEntityException InvalidInputException LimitExceededException ServiceFailureException
    ]
}

operation SetSecurityTokenServicePreferences {
    input: SetSecurityTokenServicePreferencesRequest
    errors: [ServiceFailureException]
}

operation SimulateCustomPolicy {
    input: SimulateCustomPolicyRequest
    output: SimulatePolicyResponse
    errors: [InvalidInputException PolicyEvaluationException]
}

operation SimulatePrincipalPolicy {
    input: SimulatePrincipalPolicyRequest
    output: SimulatePolicyResponse
    errors: [NoSuchEntityException InvalidInputException PolicyEvaluationException]
}

operation TagInstanceProfile {
    input: TagInstanceProfileRequest
    errors: [
        NoSuchEntityException InvalidInputException LimitExceededException
        ConcurrentModificationException ServiceFailureException
    ]
}

operation TagMFADevice {
    input: TagMFADeviceRequest
    errors: [
        InvalidInputException NoSuchEntityException LimitExceededException
        ConcurrentModificationException ServiceFailureException
    ]
}

operation TagOpenIDConnectProvider {
    input: TagOpenIDConnectProviderRequest
    errors: [
        NoSuchEntityException LimitExceededException InvalidInputException
        ConcurrentModificationException ServiceFailureException
    ]
}

operation TagPolicy {
    input: TagPolicyRequest
    errors: [
        NoSuchEntityException LimitExceededException InvalidInputException
        ConcurrentModificationException ServiceFailureException
    ]
}

operation TagRole {
    input: TagRoleRequest
    errors: [
        NoSuchEntityException LimitExceededException InvalidInputException
        ConcurrentModificationException ServiceFailureException
    ]
}

operation TagSAMLProvider {
    input: TagSAMLProviderRequest
    errors: [
        NoSuchEntityException LimitExceededException InvalidInputException
        ConcurrentModificationException ServiceFailureException
    ]
}

operation TagServerCertificate {
    input: TagServerCertificateRequest
    errors: [
        NoSuchEntityException InvalidInputException LimitExceededException
        ConcurrentModificationException ServiceFailureException
    ]
}

operation TagUser {
    input: TagUserRequest
    errors: [
        NoSuchEntityException LimitExceededException InvalidInputException
        ConcurrentModificationException ServiceFailureException
    ]
}

operation UntagInstanceProfile {
    input: UntagInstanceProfileRequest
    errors: [
        NoSuchEntityException InvalidInputException ConcurrentModificationException
        ServiceFailureException
    ]
}

operation UntagMFADevice {
    input: UntagMFADeviceRequest
    errors: [
        NoSuchEntityException InvalidInputException ConcurrentModificationException
        ServiceFailureException
    ]
}

operation UntagOpenIDConnectProvider {
    input: UntagOpenIDConnectProviderRequest
    errors: [
        NoSuchEntityException InvalidInputException ConcurrentModificationException
        ServiceFailureException
    ]
}

operation UntagPolicy {
    input: UntagPolicyRequest
    errors: [
        NoSuchEntityException InvalidInputException ConcurrentModificationException
        ServiceFailureException
    ]
}

operation UntagRole {
    input: UntagRoleRequest
    errors: [NoSuchEntityException ConcurrentModificationException ServiceFailureException]
}

operation UntagSAMLProvider {
    input: UntagSAMLProviderRequest
    errors: [
        NoSuchEntityException InvalidInputException ConcurrentModificationException
        ServiceFailureException
    ]
}

operation UntagServerCertificate {
    input: UntagServerCertificateRequest
    errors: [
        NoSuchEntityException InvalidInputException ConcurrentModificationException
        ServiceFailureException
    ]
}

operation UntagUser {
    input: UntagUserRequest
    errors: [NoSuchEntityException ConcurrentModificationException ServiceFailureException]
}

operation UpdateAccessKey {
    input: UpdateAccessKeyRequest
    errors: [
        NoSuchEntityException LimitExceededException ServiceFailureException InvalidInputException
    ]
}

operation UpdateAccountPasswordPolicy {
    input: UpdateAccountPasswordPolicyRequest
    errors: [
        NoSuchEntityException MalformedPolicyDocumentException LimitExceededException
        ServiceFailureException
    ]
}

operation UpdateAssumeRolePolicy {
    input: UpdateAssumeRolePolicyRequest
    errors: [
        NoSuchEntityException MalformedPolicyDocumentException LimitExceededException
        UnmodifiableEntityException ServiceFailureException
    ]
}

operation UpdateDelegationRequest {
    input: UpdateDelegationRequestRequest
    errors: [
        NoSuchEntityException ServiceFailureException ConcurrentModificationException
        InvalidInputException
    ]
}

operation UpdateGroup {
    input: UpdateGroupRequest
    errors: [
        NoSuchEntityException EntityAlreadyExistsException LimitExceededException
        ServiceFailureException
    ]
}

operation UpdateLoginProfile {
    input: UpdateLoginProfileRequest
    errors: [
        EntityTemporarilyUnmodifiableException NoSuchEntityException
        PasswordPolicyViolationException LimitExceededException ServiceFailureException
    ]
}

operation UpdateOpenIDConnectProviderThumbprint {
    input: UpdateOpenIDConnectProviderThumbprintRequest
    errors: [
        ConcurrentModificationException InvalidInputException NoSuchEntityException
        ServiceFailureException
    ]
}

operation UpdateRole {
    input: UpdateRoleRequest
    output: UpdateRoleResponse
    errors: [UnmodifiableEntityException NoSuchEntityException ServiceFailureException]
}

operation UpdateRoleDescription {
    input: UpdateRoleDescriptionRequest
    output: UpdateRoleDescriptionResponse
    errors: [NoSuchEntityException UnmodifiableEntityException ServiceFailureException]
}

operation UpdateSAMLProvider {
    input: UpdateSAMLProviderRequest
    output: UpdateSAMLProviderResponse
    errors: [
        NoSuchEntityException InvalidInputException LimitExceededException ServiceFailureException
        ConcurrentModificationException
    ]
}

operation UpdateSSHPublicKey {
    input: UpdateSSHPublicKeyRequest
    errors: [NoSuchEntityException InvalidInputException]
}

operation UpdateServerCertificate {
    input: UpdateServerCertificateRequest
    errors: [
        NoSuchEntityException EntityAlreadyExistsException LimitExceededException
        ServiceFailureException
    ]
}

operation UpdateServiceSpecificCredential {
    input: UpdateServiceSpecificCredentialRequest
    errors: [NoSuchEntityException]
}

operation UpdateSigningCertificate {
    input: UpdateSigningCertificateRequest
    errors: [
        NoSuchEntityException LimitExceededException ServiceFailureException InvalidInputException
    ]
}

operation UpdateUser {
    input: UpdateUserRequest
    errors: [
        NoSuchEntityException LimitExceededException EntityAlreadyExistsException
        EntityTemporarilyUnmodifiableException ConcurrentModificationException
        ServiceFailureException
    ]
}

operation UploadSSHPublicKey {
    input: UploadSSHPublicKeyRequest
    output: UploadSSHPublicKeyResponse
    errors: [
        LimitExceededException NoSuchEntityException InvalidPublicKeyException
        DuplicateSSHPublicKeyException UnrecognizedPublicKeyEncodingException
    ]
}

operation UploadServerCertificate {
    input: UploadServerCertificateRequest
    output: UploadServerCertificateResponse
    errors: [
        LimitExceededException InvalidInputException EntityAlreadyExistsException
        MalformedCertificateException KeyPairMismatchException ConcurrentModificationException
        ServiceFailureException
    ]
}

operation UploadSigningCertificate {
    input: UploadSigningCertificateRequest
    output: UploadSigningCertificateResponse
    errors: [
        LimitExceededException EntityAlreadyExistsException MalformedCertificateException
        InvalidCertificateException DuplicateCertificateException NoSuchEntityException
        ConcurrentModificationException ServiceFailureException
    ]
}

structure AcceptDelegationRequestRequest {
    @required DelegationRequestId: delegationRequestIdType
}

structure AccessDetail {
    @required ServiceName: serviceNameType
    @required ServiceNamespace: serviceNamespaceType
    Region: stringType
    EntityPath: organizationsEntityPathType
    LastAuthenticatedTime: dateType
    TotalAuthenticatedEntities: integerType
}

structure AccessKey {
    @required UserName: userNameType
    @required AccessKeyId: accessKeyIdType
    @required Status: statusType
    @required SecretAccessKey: accessKeySecretType
    CreateDate: dateType
}

structure AccessKeyLastUsed {
    LastUsedDate: dateType
    @required ServiceName: stringType
    @required Region: stringType
}

structure AccessKeyMetadata {
    UserName: userNameType
    AccessKeyId: accessKeyIdType
    Status: statusType
    CreateDate: dateType
}

@error("client")
structure AccountNotManagementOrDelegatedAdministratorException {}

structure AddClientIDToOpenIDConnectProviderRequest {
    @required OpenIDConnectProviderArn: arnType
    @required ClientID: clientIDType
}

structure AddRoleToInstanceProfileRequest {
    @required InstanceProfileName: instanceProfileNameType
    @required RoleName: roleNameType
}

structure AddUserToGroupRequest {
    @required GroupName: groupNameType
    @required UserName: existingUserNameType
}

structure AssociateDelegationRequestRequest {
    @required DelegationRequestId: delegationRequestIdType
}

structure AttachGroupPolicyRequest {
    @required GroupName: groupNameType
    @required PolicyArn: arnType
}

structure AttachRolePolicyRequest {
    @required RoleName: roleNameType
    @required PolicyArn: arnType
}

structure AttachUserPolicyRequest {
    @required UserName: userNameType
    @required PolicyArn: arnType
}

structure AttachedPermissionsBoundary {
    PermissionsBoundaryType: PermissionsBoundaryAttachmentType
    PermissionsBoundaryArn: arnType
}

structure AttachedPolicy {
    PolicyName: policyNameType
    PolicyArn: arnType
}

@error("client")
structure CallerIsNotManagementAccountException {}

structure ChangePasswordRequest {
    @required OldPassword: passwordType
    @required NewPassword: passwordType
}

@error("client")
@httpError(409)
@aws.protocols#awsQueryError(code: "ConcurrentModification", httpResponseCode: 409)
structure ConcurrentModificationException {
    message: ConcurrentModificationMessage
}

structure ContextEntry {
    ContextKeyName: ContextKeyNameType
    ContextKeyValues: ContextKeyValueListType
    ContextKeyType: ContextKeyTypeEnum
}

structure CreateAccessKeyRequest {
    UserName: existingUserNameType
}

structure CreateAccessKeyResponse {
    @required AccessKey: AccessKey
}

structure CreateAccountAliasRequest {
    @required AccountAlias: accountAliasType
}

structure CreateDelegationRequestRequest {
    OwnerAccountId: accountIdType
    @required Description: delegationRequestDescriptionType
    @required Permissions: DelegationPermission
    RequestMessage: requestMessageType
    @required RequestorWorkflowId: requestorWorkflowIdType
    RedirectUrl: redirectUrlType
    @required NotificationChannel: notificationChannelType
    @required SessionDuration: sessionDurationType
    OnlySendByOwner: booleanType
}

structure CreateDelegationRequestResponse {
    ConsoleDeepLink: consoleDeepLinkType
    DelegationRequestId: delegationRequestIdType
}

structure CreateGroupRequest {
    Path: pathType
    @required GroupName: groupNameType
}

structure CreateGroupResponse {
    @required Group: Group
}

structure CreateInstanceProfileRequest {
    @required InstanceProfileName: instanceProfileNameType
    Path: pathType
    Tags: tagListType
}

structure CreateInstanceProfileResponse {
    @required InstanceProfile: InstanceProfile
}

structure CreateLoginProfileRequest {
    UserName: userNameType
    Password: passwordType
    PasswordResetRequired: booleanType
}

structure CreateLoginProfileResponse {
    @required LoginProfile: LoginProfile
}

structure CreateOpenIDConnectProviderRequest {
    @required Url: OpenIDConnectProviderUrlType
    ClientIDList: clientIDListType
    ThumbprintList: thumbprintListType
    Tags: tagListType
}

structure CreateOpenIDConnectProviderResponse {
    OpenIDConnectProviderArn: arnType
    Tags: tagListType
}

structure CreatePolicyRequest {
    @required PolicyName: policyNameType
    Path: policyPathType
    @required PolicyDocument: policyDocumentType
    Description: policyDescriptionType
    Tags: tagListType
}

structure CreatePolicyResponse {
    Policy: Policy
}

structure CreatePolicyVersionRequest {
    @required PolicyArn: arnType
    @required PolicyDocument: policyDocumentType
    SetAsDefault: booleanType
}

structure CreatePolicyVersionResponse {
    PolicyVersion: PolicyVersion
}

structure CreateRoleRequest {
    Path: pathType
    @required RoleName: roleNameType
    @required AssumeRolePolicyDocument: policyDocumentType
    Description: roleDescriptionType
    MaxSessionDuration: roleMaxSessionDurationType
    PermissionsBoundary: arnType
    Tags: tagListType
}

structure CreateRoleResponse {
    @required Role: Role
}

structure CreateSAMLProviderRequest {
    @required SAMLMetadataDocument: SAMLMetadataDocumentType
    @required Name: SAMLProviderNameType
    Tags: tagListType
    AssertionEncryptionMode: assertionEncryptionModeType
    AddPrivateKey: privateKeyType
}

structure CreateSAMLProviderResponse {
    SAMLProviderArn: arnType
    Tags: tagListType
}

structure CreateServiceLinkedRoleRequest {
    @required AWSServiceName: groupNameType
    Description: roleDescriptionType
    CustomSuffix: customSuffixType
}

structure CreateServiceLinkedRoleResponse {
    Role: Role
}

structure CreateServiceSpecificCredentialRequest {
    @required UserName: userNameType
    @required ServiceName: serviceName
    CredentialAgeDays: credentialAgeDays
}

structure CreateServiceSpecificCredentialResponse {
    ServiceSpecificCredential: ServiceSpecificCredential
}

structure CreateUserRequest {
    Path: pathType
    @required UserName: userNameType
    PermissionsBoundary: arnType
    Tags: tagListType
}

structure CreateUserResponse {
    User: User
}

structure CreateVirtualMFADeviceRequest {
    Path: pathType
    @required VirtualMFADeviceName: virtualMFADeviceName
    Tags: tagListType
}

structure CreateVirtualMFADeviceResponse {
    @required VirtualMFADevice: VirtualMFADevice
}

@error("client")
@httpError(410)
@aws.protocols#awsQueryError(code: "ReportExpired", httpResponseCode: 410)
structure CredentialReportExpiredException {
    message: credentialReportExpiredExceptionMessage
}

@error("client")
@httpError(410)
@aws.protocols#awsQueryError(code: "ReportNotPresent", httpResponseCode: 410)
structure CredentialReportNotPresentException {
    message: credentialReportNotPresentExceptionMessage
}

@error("client")
@httpError(404)
@aws.protocols#awsQueryError(code: "ReportInProgress", httpResponseCode: 404)
structure CredentialReportNotReadyException {
    message: credentialReportNotReadyExceptionMessage
}

structure DeactivateMFADeviceRequest {
    UserName: existingUserNameType
    @required SerialNumber: serialNumberType
}

structure DelegationPermission {
    PolicyTemplateArn: arnType
    Parameters: policyParameterListType
}

structure DelegationRequest {
    DelegationRequestId: delegationRequestIdType
    OwnerAccountId: accountIdType
    Description: delegationRequestDescriptionType
    RequestMessage: requestMessageType
    Permissions: DelegationPermission
    PermissionPolicy: permissionType
    RolePermissionRestrictionArns: rolePermissionRestrictionArnListType
    OwnerId: ownerIdType
    ApproverId: arnType
    State: stateType
    ExpirationTime: dateType
    RequestorId: accountIdType
    RequestorName: requestorNameType
    CreateDate: dateType
    SessionDuration: sessionDurationType
    RedirectUrl: redirectUrlType
    Notes: notesType
    RejectionReason: notesType
    OnlySendByOwner: booleanType
    UpdatedTime: dateType
}

structure DeleteAccessKeyRequest {
    UserName: existingUserNameType
    @required AccessKeyId: accessKeyIdType
}

structure DeleteAccountAliasRequest {
    @required AccountAlias: accountAliasType
}

@error("client")
@httpError(409)
@aws.protocols#awsQueryError(code: "DeleteConflict", httpResponseCode: 409)
structure DeleteConflictException {
    message: deleteConflictMessage
}

structure DeleteGroupPolicyRequest {
    @required GroupName: groupNameType
    @required PolicyName: policyNameType
}

structure DeleteGroupRequest {
    @required GroupName: groupNameType
}

structure DeleteInstanceProfileRequest {
    @required InstanceProfileName: instanceProfileNameType
}

structure DeleteLoginProfileRequest {
    UserName: userNameType
}

structure DeleteOpenIDConnectProviderRequest {
    @required OpenIDConnectProviderArn: arnType
}

structure DeletePolicyRequest {
    @required PolicyArn: arnType
}

structure DeletePolicyVersionRequest {
    @required PolicyArn: arnType
    @required VersionId: policyVersionIdType
}

structure DeleteRolePermissionsBoundaryRequest {
    @required RoleName: roleNameType
}

structure DeleteRolePolicyRequest {
    @required RoleName: roleNameType
    @required PolicyName: policyNameType
}

structure DeleteRoleRequest {
    @required RoleName: roleNameType
}

structure DeleteSAMLProviderRequest {
    @required SAMLProviderArn: arnType
}

structure DeleteSSHPublicKeyRequest {
    @required UserName: userNameType
    @required SSHPublicKeyId: publicKeyIdType
}

structure DeleteServerCertificateRequest {
    @required ServerCertificateName: serverCertificateNameType
}

structure DeleteServiceLinkedRoleRequest {
    @required RoleName: roleNameType
}

structure DeleteServiceLinkedRoleResponse {
    @required DeletionTaskId: DeletionTaskIdType
}

structure DeleteServiceSpecificCredentialRequest {
    UserName: userNameType
    @required ServiceSpecificCredentialId: serviceSpecificCredentialId
}

structure DeleteSigningCertificateRequest {
    UserName: existingUserNameType
    @required CertificateId: certificateIdType
}

structure DeleteUserPermissionsBoundaryRequest {
    @required UserName: userNameType
}

structure DeleteUserPolicyRequest {
    @required UserName: existingUserNameType
    @required PolicyName: policyNameType
}

structure DeleteUserRequest {
    @required UserName: existingUserNameType
}

structure DeleteVirtualMFADeviceRequest {
    @required SerialNumber: serialNumberType
}

structure DeletionTaskFailureReasonType {
    Reason: ReasonType
    RoleUsageList: RoleUsageListType
}

structure DetachGroupPolicyRequest {
    @required GroupName: groupNameType
    @required PolicyArn: arnType
}

structure DetachRolePolicyRequest {
    @required RoleName: roleNameType
    @required PolicyArn: arnType
}

structure DetachUserPolicyRequest {
    @required UserName: userNameType
    @required PolicyArn: arnType
}

structure DisableOrganizationsRootCredentialsManagementRequest {}

structure DisableOrganizationsRootCredentialsManagementResponse {
    OrganizationId: OrganizationIdType
    EnabledFeatures: FeaturesListType
}

structure DisableOrganizationsRootSessionsRequest {}

structure DisableOrganizationsRootSessionsResponse {
    OrganizationId: OrganizationIdType
    EnabledFeatures: FeaturesListType
}

@error("client")
@httpError(409)
@aws.protocols#awsQueryError(code: "DuplicateCertificate", httpResponseCode: 409)
structure DuplicateCertificateException {
    message: duplicateCertificateMessage
}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "DuplicateSSHPublicKey", httpResponseCode: 400)
structure DuplicateSSHPublicKeyException {
    message: duplicateSSHPublicKeyMessage
}

structure EnableMFADeviceRequest {
    @required UserName: existingUserNameType
    @required SerialNumber: serialNumberType
    @required AuthenticationCode1: authenticationCodeType
    @required AuthenticationCode2: authenticationCodeType
}

structure EnableOrganizationsRootCredentialsManagementRequest {}

structure EnableOrganizationsRootCredentialsManagementResponse {
    OrganizationId: OrganizationIdType
    EnabledFeatures: FeaturesListType
}

structure EnableOrganizationsRootSessionsRequest {}

structure EnableOrganizationsRootSessionsResponse {
    OrganizationId: OrganizationIdType
    EnabledFeatures: FeaturesListType
}

structure EnableOutboundWebIdentityFederationResponse {
    IssuerIdentifier: stringType
}

@error("client")
@httpError(409)
@aws.protocols#awsQueryError(code: "EntityAlreadyExists", httpResponseCode: 409)
structure EntityAlreadyExistsException {
    message: entityAlreadyExistsMessage
}

structure EntityDetails {
    @required EntityInfo: EntityInfo
    LastAuthenticated: dateType
}

structure EntityInfo {
    @required Arn: arnType
    @required Name: userNameType
    @required Type: policyOwnerEntityType
    @required Id: idType
    Path: pathType
}

@error("client")
@httpError(409)
@aws.protocols#awsQueryError(code: "EntityTemporarilyUnmodifiable", httpResponseCode: 409)
structure EntityTemporarilyUnmodifiableException {
    message: entityTemporarilyUnmodifiableMessage
}

structure ErrorDetails {
    @required Message: stringType
    @required Code: stringType
}

structure EvaluationResult {
    @required EvalActionName: ActionNameType
    EvalResourceName: ResourceNameType
    @required EvalDecision: PolicyEvaluationDecisionType
    MatchedStatements: StatementListType
    MissingContextValues: ContextKeyNamesResultListType
    OrganizationsDecisionDetail: OrganizationsDecisionDetail
    PermissionsBoundaryDecisionDetail: PermissionsBoundaryDecisionDetail
    EvalDecisionDetails: EvalDecisionDetailsType
    ResourceSpecificResults: ResourceSpecificResultListType
}

@error("client")
@httpError(404)
@aws.protocols#awsQueryError(code: "FeatureDisabled", httpResponseCode: 404)
structure FeatureDisabledException {
    message: FeatureDisabledMessage
}

@error("client")
@httpError(409)
@aws.protocols#awsQueryError(code: "FeatureEnabled", httpResponseCode: 409)
structure FeatureEnabledException {
    message: FeatureEnabledMessage
}

structure GenerateCredentialReportResponse {
    State: ReportStateType
    Description: ReportStateDescriptionType
}

structure GenerateOrganizationsAccessReportRequest {
    @required EntityPath: organizationsEntityPathType
    OrganizationsPolicyId: organizationsPolicyIdType
}

structure GenerateOrganizationsAccessReportResponse {
    JobId: jobIDType
}

structure GenerateServiceLastAccessedDetailsRequest {
    @required Arn: arnType
    Granularity: AccessAdvisorUsageGranularityType
}

structure GenerateServiceLastAccessedDetailsResponse {
    JobId: jobIDType
}

structure GetAccessKeyLastUsedRequest {
    @required AccessKeyId: accessKeyIdType
}

structure GetAccessKeyLastUsedResponse {
    UserName: existingUserNameType
    AccessKeyLastUsed: AccessKeyLastUsed
}

structure GetAccountAuthorizationDetailsRequest {
    Filter: entityListType
    MaxItems: maxItemsType
    Marker: markerType
}

structure GetAccountAuthorizationDetailsResponse {
    UserDetailList: userDetailListType
    GroupDetailList: groupDetailListType
    RoleDetailList: roleDetailListType
    Policies: ManagedPolicyDetailListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure GetAccountPasswordPolicyResponse {
    @required PasswordPolicy: PasswordPolicy
}

structure GetAccountSummaryResponse {
    SummaryMap: summaryMapType
}

structure GetContextKeysForCustomPolicyRequest {
    @required PolicyInputList: SimulationPolicyListType
}

structure GetContextKeysForPolicyResponse {
    ContextKeyNames: ContextKeyNamesResultListType
}

structure GetContextKeysForPrincipalPolicyRequest {
    @required PolicySourceArn: arnType
    PolicyInputList: SimulationPolicyListType
}

structure GetCredentialReportResponse {
    Content: ReportContentType
    ReportFormat: ReportFormatType
    GeneratedTime: dateType
}

structure GetDelegationRequestRequest {
    @required DelegationRequestId: delegationRequestIdType
    DelegationPermissionCheck: booleanType
}

structure GetDelegationRequestResponse {
    DelegationRequest: DelegationRequest
    PermissionCheckStatus: permissionCheckStatusType
    PermissionCheckResult: permissionCheckResultType
}

structure GetGroupPolicyRequest {
    @required GroupName: groupNameType
    @required PolicyName: policyNameType
}

structure GetGroupPolicyResponse {
    @required GroupName: groupNameType
    @required PolicyName: policyNameType
    @required PolicyDocument: policyDocumentType
}

structure GetGroupRequest {
    @required GroupName: groupNameType
    Marker: markerType
    MaxItems: maxItemsType
}

structure GetGroupResponse {
    @required Group: Group
    @required Users: userListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure GetHumanReadableSummaryRequest {
    @required EntityArn: arnType
    Locale: localeType
}

structure GetHumanReadableSummaryResponse {
    SummaryContent: summaryContentType
    Locale: localeType
    SummaryState: summaryStateType
}

structure GetInstanceProfileRequest {
    @required InstanceProfileName: instanceProfileNameType
}

structure GetInstanceProfileResponse {
    @required InstanceProfile: InstanceProfile
}

structure GetLoginProfileRequest {
    UserName: userNameType
}

structure GetLoginProfileResponse {
    @required LoginProfile: LoginProfile
}

structure GetMFADeviceRequest {
    @required SerialNumber: serialNumberType
    UserName: userNameType
}

structure GetMFADeviceResponse {
    UserName: userNameType
    @required SerialNumber: serialNumberType
    EnableDate: dateType
    Certifications: CertificationMapType
}

structure GetOpenIDConnectProviderRequest {
    @required OpenIDConnectProviderArn: arnType
}

structure GetOpenIDConnectProviderResponse {
    Url: OpenIDConnectProviderUrlType
    ClientIDList: clientIDListType
    ThumbprintList: thumbprintListType
    CreateDate: dateType
    Tags: tagListType
}

structure GetOrganizationsAccessReportRequest {
    @required JobId: jobIDType
    MaxItems: maxItemsType
    Marker: markerType
    SortKey: sortKeyType
}

structure GetOrganizationsAccessReportResponse {
    @required JobStatus: jobStatusType
    @required JobCreationDate: dateType
    JobCompletionDate: dateType
    NumberOfServicesAccessible: integerType
    NumberOfServicesNotAccessed: integerType
    AccessDetails: AccessDetails
    IsTruncated: booleanType
    Marker: markerType
    ErrorDetails: ErrorDetails
}

structure GetOutboundWebIdentityFederationInfoResponse {
    IssuerIdentifier: stringType
    JwtVendingEnabled: booleanType
}

structure GetPolicyRequest {
    @required PolicyArn: arnType
}

structure GetPolicyResponse {
    Policy: Policy
}

structure GetPolicyVersionRequest {
    @required PolicyArn: arnType
    @required VersionId: policyVersionIdType
}

structure GetPolicyVersionResponse {
    PolicyVersion: PolicyVersion
}

structure GetRolePolicyRequest {
    @required RoleName: roleNameType
    @required PolicyName: policyNameType
}

structure GetRolePolicyResponse {
    @required RoleName: roleNameType
    @required PolicyName: policyNameType
    @required PolicyDocument: policyDocumentType
}

structure GetRoleRequest {
    @required RoleName: roleNameType
}

structure GetRoleResponse {
    @required Role: Role
}

structure GetSAMLProviderRequest {
    @required SAMLProviderArn: arnType
}

structure GetSAMLProviderResponse {
    SAMLProviderUUID: privateKeyIdType
    SAMLMetadataDocument: SAMLMetadataDocumentType
    CreateDate: dateType
    ValidUntil: dateType
    Tags: tagListType
    AssertionEncryptionMode: assertionEncryptionModeType
    PrivateKeyList: privateKeyList
}

structure GetSSHPublicKeyRequest {
    @required UserName: userNameType
    @required SSHPublicKeyId: publicKeyIdType
    @required Encoding: encodingType
}

structure GetSSHPublicKeyResponse {
    SSHPublicKey: SSHPublicKey
}

structure GetServerCertificateRequest {
    @required ServerCertificateName: serverCertificateNameType
}

structure GetServerCertificateResponse {
    @required ServerCertificate: ServerCertificate
}

structure GetServiceLastAccessedDetailsRequest {
    @required JobId: jobIDType
    MaxItems: maxItemsType
    Marker: markerType
}

structure GetServiceLastAccessedDetailsResponse {
    @required JobStatus: jobStatusType
    JobType: AccessAdvisorUsageGranularityType
    @required JobCreationDate: dateType
    @required ServicesLastAccessed: ServicesLastAccessed
    @required JobCompletionDate: dateType
    IsTruncated: booleanType
    Marker: responseMarkerType
    Error: ErrorDetails
}

structure GetServiceLastAccessedDetailsWithEntitiesRequest {
    @required JobId: jobIDType
    @required ServiceNamespace: serviceNamespaceType
    MaxItems: maxItemsType
    Marker: markerType
}

structure GetServiceLastAccessedDetailsWithEntitiesResponse {
    @required JobStatus: jobStatusType
    @required JobCreationDate: dateType
    @required JobCompletionDate: dateType
    @required EntityDetailsList: entityDetailsListType
    IsTruncated: booleanType
    Marker: responseMarkerType
    Error: ErrorDetails
}

structure GetServiceLinkedRoleDeletionStatusRequest {
    @required DeletionTaskId: DeletionTaskIdType
}

structure GetServiceLinkedRoleDeletionStatusResponse {
    @required Status: DeletionTaskStatusType
    Reason: DeletionTaskFailureReasonType
}

structure GetUserPolicyRequest {
    @required UserName: existingUserNameType
    @required PolicyName: policyNameType
}

structure GetUserPolicyResponse {
    @required UserName: existingUserNameType
    @required PolicyName: policyNameType
    @required PolicyDocument: policyDocumentType
}

structure GetUserRequest {
    UserName: existingUserNameType
}

structure GetUserResponse {
    @required User: User
}

structure Group {
    @required Path: pathType
    @required GroupName: groupNameType
    @required GroupId: idType
    @required Arn: arnType
    @required CreateDate: dateType
}

structure GroupDetail {
    Path: pathType
    GroupName: groupNameType
    GroupId: idType
    Arn: arnType
    CreateDate: dateType
    GroupPolicyList: policyDetailListType
    AttachedManagedPolicies: attachedPoliciesListType
}

structure InstanceProfile {
    @required Path: pathType
    @required InstanceProfileName: instanceProfileNameType
    @required InstanceProfileId: idType
    @required Arn: arnType
    @required CreateDate: dateType
    @required Roles: roleListType
    Tags: tagListType
}

@error("client")
@httpError(403)
@aws.protocols#awsQueryError(code: "InvalidAuthenticationCode", httpResponseCode: 403)
structure InvalidAuthenticationCodeException {
    message: invalidAuthenticationCodeMessage
}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "InvalidCertificate", httpResponseCode: 400)
structure InvalidCertificateException {
    message: invalidCertificateMessage
}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "InvalidInput", httpResponseCode: 400)
structure InvalidInputException {
    message: invalidInputMessage
}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "InvalidPublicKey", httpResponseCode: 400)
structure InvalidPublicKeyException {
    message: invalidPublicKeyMessage
}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "InvalidUserType", httpResponseCode: 400)
structure InvalidUserTypeException {
    message: invalidUserTypeMessage
}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "KeyPairMismatch", httpResponseCode: 400)
structure KeyPairMismatchException {
    message: keyPairMismatchMessage
}

@error("client")
@httpError(409)
@aws.protocols#awsQueryError(code: "LimitExceeded", httpResponseCode: 409)
structure LimitExceededException {
    message: limitExceededMessage
}

structure ListAccessKeysRequest {
    UserName: existingUserNameType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListAccessKeysResponse {
    @required AccessKeyMetadata: accessKeyMetadataListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListAccountAliasesRequest {
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListAccountAliasesResponse {
    @required AccountAliases: accountAliasListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListAttachedGroupPoliciesRequest {
    @required GroupName: groupNameType
    PathPrefix: policyPathType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListAttachedGroupPoliciesResponse {
    AttachedPolicies: attachedPoliciesListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListAttachedRolePoliciesRequest {
    @required RoleName: roleNameType
    PathPrefix: policyPathType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListAttachedRolePoliciesResponse {
    AttachedPolicies: attachedPoliciesListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListAttachedUserPoliciesRequest {
    @required UserName: userNameType
    PathPrefix: policyPathType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListAttachedUserPoliciesResponse {
    AttachedPolicies: attachedPoliciesListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListDelegationRequestsRequest {
    OwnerId: ownerIdType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListDelegationRequestsResponse {
    DelegationRequests: delegationRequestsListType
    Marker: markerType
    isTruncated: booleanType
}

structure ListEntitiesForPolicyRequest {
    @required PolicyArn: arnType
    EntityFilter: EntityType
    PathPrefix: pathType
    PolicyUsageFilter: PolicyUsageType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListEntitiesForPolicyResponse {
    PolicyGroups: PolicyGroupListType
    PolicyUsers: PolicyUserListType
    PolicyRoles: PolicyRoleListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListGroupPoliciesRequest {
    @required GroupName: groupNameType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListGroupPoliciesResponse {
    @required PolicyNames: policyNameListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListGroupsForUserRequest {
    @required UserName: existingUserNameType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListGroupsForUserResponse {
    @required Groups: groupListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListGroupsRequest {
    PathPrefix: pathPrefixType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListGroupsResponse {
    @required Groups: groupListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListInstanceProfileTagsRequest {
    @required InstanceProfileName: instanceProfileNameType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListInstanceProfileTagsResponse {
    @required Tags: tagListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListInstanceProfilesForRoleRequest {
    @required RoleName: roleNameType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListInstanceProfilesForRoleResponse {
    @required InstanceProfiles: instanceProfileListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListInstanceProfilesRequest {
    PathPrefix: pathPrefixType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListInstanceProfilesResponse {
    @required InstanceProfiles: instanceProfileListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListMFADeviceTagsRequest {
    @required SerialNumber: serialNumberType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListMFADeviceTagsResponse {
    @required Tags: tagListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListMFADevicesRequest {
    UserName: existingUserNameType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListMFADevicesResponse {
    @required MFADevices: mfaDeviceListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListOpenIDConnectProviderTagsRequest {
    @required OpenIDConnectProviderArn: arnType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListOpenIDConnectProviderTagsResponse {
    @required Tags: tagListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListOpenIDConnectProvidersRequest {}

structure ListOpenIDConnectProvidersResponse {
    OpenIDConnectProviderList: OpenIDConnectProviderListType
}

structure ListOrganizationsFeaturesRequest {}

structure ListOrganizationsFeaturesResponse {
    OrganizationId: OrganizationIdType
    EnabledFeatures: FeaturesListType
}

structure ListPoliciesGrantingServiceAccessEntry {
    ServiceNamespace: serviceNamespaceType
    Policies: policyGrantingServiceAccessListType
}

structure ListPoliciesGrantingServiceAccessRequest {
    Marker: markerType
    @required Arn: arnType
    @required ServiceNamespaces: serviceNamespaceListType
}

structure ListPoliciesGrantingServiceAccessResponse {
    @required PoliciesGrantingServiceAccess: listPolicyGrantingServiceAccessResponseListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListPoliciesRequest {
    Scope: policyScopeType
    OnlyAttached: booleanType
    PathPrefix: policyPathType
    PolicyUsageFilter: PolicyUsageType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListPoliciesResponse {
    Policies: policyListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListPolicyTagsRequest {
    @required PolicyArn: arnType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListPolicyTagsResponse {
    @required Tags: tagListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListPolicyVersionsRequest {
    @required PolicyArn: arnType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListPolicyVersionsResponse {
    Versions: policyDocumentVersionListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListRolePoliciesRequest {
    @required RoleName: roleNameType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListRolePoliciesResponse {
    @required PolicyNames: policyNameListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListRoleTagsRequest {
    @required RoleName: roleNameType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListRoleTagsResponse {
    @required Tags: tagListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListRolesRequest {
    PathPrefix: pathPrefixType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListRolesResponse {
    @required Roles: roleListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListSAMLProviderTagsRequest {
    @required SAMLProviderArn: arnType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListSAMLProviderTagsResponse {
    @required Tags: tagListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListSAMLProvidersRequest {}

structure ListSAMLProvidersResponse {
    SAMLProviderList: SAMLProviderListType
}

structure ListSSHPublicKeysRequest {
    UserName: userNameType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListSSHPublicKeysResponse {
    SSHPublicKeys: SSHPublicKeyListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListServerCertificateTagsRequest {
    @required ServerCertificateName: serverCertificateNameType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListServerCertificateTagsResponse {
    @required Tags: tagListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListServerCertificatesRequest {
    PathPrefix: pathPrefixType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListServerCertificatesResponse {
    @required ServerCertificateMetadataList: serverCertificateMetadataListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListServiceSpecificCredentialsRequest {
    UserName: userNameType
    ServiceName: serviceName
    AllUsers: allUsers
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListServiceSpecificCredentialsResponse {
    ServiceSpecificCredentials: ServiceSpecificCredentialsListType
    Marker: responseMarkerType
    IsTruncated: booleanType
}

structure ListSigningCertificatesRequest {
    UserName: existingUserNameType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListSigningCertificatesResponse {
    @required Certificates: certificateListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListUserPoliciesRequest {
    @required UserName: existingUserNameType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListUserPoliciesResponse {
    @required PolicyNames: policyNameListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListUserTagsRequest {
    @required UserName: existingUserNameType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListUserTagsResponse {
    @required Tags: tagListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListUsersRequest {
    PathPrefix: pathPrefixType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListUsersResponse {
    @required Users: userListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure ListVirtualMFADevicesRequest {
    AssignmentStatus: assignmentStatusType
    Marker: markerType
    MaxItems: maxItemsType
}

structure ListVirtualMFADevicesResponse {
    @required VirtualMFADevices: virtualMFADeviceListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure LoginProfile {
    @required UserName: userNameType
    @required CreateDate: dateType
    PasswordResetRequired: booleanType
}

structure MFADevice {
    @required UserName: userNameType
    @required SerialNumber: serialNumberType
    @required EnableDate: dateType
}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "MalformedCertificate", httpResponseCode: 400)
structure MalformedCertificateException {
    message: malformedCertificateMessage
}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "MalformedPolicyDocument", httpResponseCode: 400)
structure MalformedPolicyDocumentException {
    message: malformedPolicyDocumentMessage
}

structure ManagedPolicyDetail {
    PolicyName: policyNameType
    PolicyId: idType
    Arn: arnType
    Path: policyPathType
    DefaultVersionId: policyVersionIdType
    AttachmentCount: attachmentCountType
    PermissionsBoundaryUsageCount: attachmentCountType
    IsAttachable: booleanType
    Description: policyDescriptionType
    CreateDate: dateType
    UpdateDate: dateType
    PolicyVersionList: policyDocumentVersionListType
}

@error("client")
@httpError(404)
@aws.protocols#awsQueryError(code: "NoSuchEntity", httpResponseCode: 404)
structure NoSuchEntityException {
    message: noSuchEntityMessage
}

structure OpenIDConnectProviderListEntry {
    Arn: arnType
}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "OpenIdIdpCommunicationError", httpResponseCode: 400)
structure OpenIdIdpCommunicationErrorException {
    message: openIdIdpCommunicationErrorExceptionMessage
}

@error("client")
structure OrganizationNotFoundException {}

@error("client")
structure OrganizationNotInAllFeaturesModeException {}

structure OrganizationsDecisionDetail {
    AllowedByOrganizations: booleanType
}

structure PasswordPolicy {
    MinimumPasswordLength: minimumPasswordLengthType
    RequireSymbols: booleanType
    RequireNumbers: booleanType
    RequireUppercaseCharacters: booleanType
    RequireLowercaseCharacters: booleanType
    AllowUsersToChangePassword: booleanType
    ExpirePasswords: booleanType
    MaxPasswordAge: maxPasswordAgeType
    PasswordReusePrevention: passwordReusePreventionType
    HardExpiry: booleanObjectType
}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "PasswordPolicyViolation", httpResponseCode: 400)
structure PasswordPolicyViolationException {
    message: passwordPolicyViolationMessage
}

structure PermissionsBoundaryDecisionDetail {
    AllowedByPermissionsBoundary: booleanType
}

structure Policy {
    PolicyName: policyNameType
    PolicyId: idType
    Arn: arnType
    Path: policyPathType
    DefaultVersionId: policyVersionIdType
    AttachmentCount: attachmentCountType
    PermissionsBoundaryUsageCount: attachmentCountType
    IsAttachable: booleanType
    Description: policyDescriptionType
    CreateDate: dateType
    UpdateDate: dateType
    Tags: tagListType
}

structure PolicyDetail {
    PolicyName: policyNameType
    PolicyDocument: policyDocumentType
}

@error("client")
@httpError(500)
@aws.protocols#awsQueryError(code: "PolicyEvaluation", httpResponseCode: 500)
structure PolicyEvaluationException {
    message: policyEvaluationErrorMessage
}

structure PolicyGrantingServiceAccess {
    @required PolicyName: policyNameType
    @required PolicyType: policyType
    PolicyArn: arnType
    EntityType: policyOwnerEntityType
    EntityName: entityNameType
}

structure PolicyGroup {
    GroupName: groupNameType
    GroupId: idType
}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "PolicyNotAttachable", httpResponseCode: 400)
structure PolicyNotAttachableException {
    message: policyNotAttachableMessage
}

structure PolicyParameter {
    Name: policyParameterNameType
    Values: policyParameterValuesListType
    Type: PolicyParameterTypeEnum
}

structure PolicyRole {
    RoleName: roleNameType
    RoleId: idType
}

structure PolicyUser {
    UserName: userNameType
    UserId: idType
}

structure PolicyVersion {
    Document: policyDocumentType
    VersionId: policyVersionIdType
    IsDefaultVersion: booleanType
    CreateDate: dateType
}

structure Position {
    Line: LineNumber
    Column: ColumnNumber
}

structure PutGroupPolicyRequest {
    @required GroupName: groupNameType
    @required PolicyName: policyNameType
    @required PolicyDocument: policyDocumentType
}

structure PutRolePermissionsBoundaryRequest {
    @required RoleName: roleNameType
    @required PermissionsBoundary: arnType
}

structure PutRolePolicyRequest {
    @required RoleName: roleNameType
    @required PolicyName: policyNameType
    @required PolicyDocument: policyDocumentType
}

structure PutUserPermissionsBoundaryRequest {
    @required UserName: userNameType
    @required PermissionsBoundary: arnType
}

structure PutUserPolicyRequest {
    @required UserName: existingUserNameType
    @required PolicyName: policyNameType
    @required PolicyDocument: policyDocumentType
}

structure RejectDelegationRequestRequest {
    @required DelegationRequestId: delegationRequestIdType
    Notes: notesType
}

structure RemoveClientIDFromOpenIDConnectProviderRequest {
    @required OpenIDConnectProviderArn: arnType
    @required ClientID: clientIDType
}

structure RemoveRoleFromInstanceProfileRequest {
    @required InstanceProfileName: instanceProfileNameType
    @required RoleName: roleNameType
}

structure RemoveUserFromGroupRequest {
    @required GroupName: groupNameType
    @required UserName: existingUserNameType
}

@error("client")
@httpError(409)
@aws.protocols#awsQueryError(code: "ReportGenerationLimitExceeded", httpResponseCode: 409)
structure ReportGenerationLimitExceededException {
    message: reportGenerationLimitExceededMessage
}

structure ResetServiceSpecificCredentialRequest {
    UserName: userNameType
    @required ServiceSpecificCredentialId: serviceSpecificCredentialId
}

structure ResetServiceSpecificCredentialResponse {
    ServiceSpecificCredential: ServiceSpecificCredential
}

structure ResourceSpecificResult {
    @required EvalResourceName: ResourceNameType
    @required EvalResourceDecision: PolicyEvaluationDecisionType
    MatchedStatements: StatementListType
    MissingContextValues: ContextKeyNamesResultListType
    EvalDecisionDetails: EvalDecisionDetailsType
    PermissionsBoundaryDecisionDetail: PermissionsBoundaryDecisionDetail
}

structure ResyncMFADeviceRequest {
    @required UserName: existingUserNameType
    @required SerialNumber: serialNumberType
    @required AuthenticationCode1: authenticationCodeType
    @required AuthenticationCode2: authenticationCodeType
}

structure Role {
    @required Path: pathType
    @required RoleName: roleNameType
    @required RoleId: idType
    @required Arn: arnType
    @required CreateDate: dateType
    AssumeRolePolicyDocument: policyDocumentType
    Description: roleDescriptionType
    MaxSessionDuration: roleMaxSessionDurationType
    PermissionsBoundary: AttachedPermissionsBoundary
    Tags: tagListType
    RoleLastUsed: RoleLastUsed
}

structure RoleDetail {
    Path: pathType
    RoleName: roleNameType
    RoleId: idType
    Arn: arnType
    CreateDate: dateType
    AssumeRolePolicyDocument: policyDocumentType
    InstanceProfileList: instanceProfileListType
    RolePolicyList: policyDetailListType
    AttachedManagedPolicies: attachedPoliciesListType
    PermissionsBoundary: AttachedPermissionsBoundary
    Tags: tagListType
    RoleLastUsed: RoleLastUsed
}

structure RoleLastUsed {
    LastUsedDate: dateType
    Region: stringType
}

structure RoleUsageType {
    Region: RegionNameType
    Resources: ArnListType
}

structure SAMLPrivateKey {
    KeyId: privateKeyIdType
    Timestamp: dateType
}

structure SAMLProviderListEntry {
    Arn: arnType
    ValidUntil: dateType
    CreateDate: dateType
}

structure SSHPublicKey {
    @required UserName: userNameType
    @required SSHPublicKeyId: publicKeyIdType
    @required Fingerprint: publicKeyFingerprintType
    @required SSHPublicKeyBody: publicKeyMaterialType
    @required Status: statusType
    UploadDate: dateType
}

structure SSHPublicKeyMetadata {
    @required UserName: userNameType
    @required SSHPublicKeyId: publicKeyIdType
    @required Status: statusType
    @required UploadDate: dateType
}

structure SendDelegationTokenRequest {
    @required DelegationRequestId: delegationRequestIdType
}

structure ServerCertificate {
    @required ServerCertificateMetadata: ServerCertificateMetadata
    @required CertificateBody: certificateBodyType
    CertificateChain: certificateChainType
    Tags: tagListType
}

structure ServerCertificateMetadata {
    @required Path: pathType
    @required ServerCertificateName: serverCertificateNameType
    @required ServerCertificateId: idType
    @required Arn: arnType
    UploadDate: dateType
    Expiration: dateType
}

@error("client")
structure ServiceAccessNotEnabledException {}

@error("client")
@httpError(500)
@aws.protocols#awsQueryError(code: "ServiceFailure", httpResponseCode: 500)
structure ServiceFailureException {
    message: serviceFailureExceptionMessage
}

structure ServiceLastAccessed {
    @required ServiceName: serviceNameType
    LastAuthenticated: dateType
    @required ServiceNamespace: serviceNamespaceType
    LastAuthenticatedEntity: arnType
    LastAuthenticatedRegion: stringType
    TotalAuthenticatedEntities: integerType
    TrackedActionsLastAccessed: TrackedActionsLastAccessed
}

@error("client")
@httpError(404)
@aws.protocols#awsQueryError(code: "NotSupportedService", httpResponseCode: 404)
structure ServiceNotSupportedException {
    message: serviceNotSupportedMessage
}

structure ServiceSpecificCredential {
    @required CreateDate: dateType
    ExpirationDate: dateType
    @required ServiceName: serviceName
    ServiceUserName: serviceUserName
    ServicePassword: servicePassword
    ServiceCredentialAlias: serviceCredentialAlias
    ServiceCredentialSecret: serviceCredentialSecret
    @required ServiceSpecificCredentialId: serviceSpecificCredentialId
    @required UserName: userNameType
    @required Status: statusType
}

structure ServiceSpecificCredentialMetadata {
    @required UserName: userNameType
    @required Status: statusType
    ServiceUserName: serviceUserName
    ServiceCredentialAlias: serviceCredentialAlias
    @required CreateDate: dateType
    ExpirationDate: dateType
    @required ServiceSpecificCredentialId: serviceSpecificCredentialId
    @required ServiceName: serviceName
}

structure SetDefaultPolicyVersionRequest {
    @required PolicyArn: arnType
    @required VersionId: policyVersionIdType
}

structure SetSecurityTokenServicePreferencesRequest {
    @required GlobalEndpointTokenVersion: globalEndpointTokenVersion
}

structure SigningCertificate {
    @required UserName: userNameType
    @required CertificateId: certificateIdType
    @required CertificateBody: certificateBodyType
    @required Status: statusType
    UploadDate: dateType
}

structure SimulateCustomPolicyRequest {
    @required PolicyInputList: SimulationPolicyListType
    PermissionsBoundaryPolicyInputList: SimulationPolicyListType
    @required ActionNames: ActionNameListType
    ResourceArns: ResourceNameListType
    ResourcePolicy: policyDocumentType
    ResourceOwner: ResourceNameType
    CallerArn: ResourceNameType
    ContextEntries: ContextEntryListType
    ResourceHandlingOption: ResourceHandlingOptionType
    MaxItems: maxItemsType
    Marker: markerType
}

structure SimulatePolicyResponse {
    EvaluationResults: EvaluationResultsListType
    IsTruncated: booleanType
    Marker: responseMarkerType
}

structure SimulatePrincipalPolicyRequest {
    @required PolicySourceArn: arnType
    PolicyInputList: SimulationPolicyListType
    PermissionsBoundaryPolicyInputList: SimulationPolicyListType
    @required ActionNames: ActionNameListType
    ResourceArns: ResourceNameListType
    ResourcePolicy: policyDocumentType
    ResourceOwner: ResourceNameType
    CallerArn: ResourceNameType
    ContextEntries: ContextEntryListType
    ResourceHandlingOption: ResourceHandlingOptionType
    MaxItems: maxItemsType
    Marker: markerType
}

structure Statement {
    SourcePolicyId: PolicyIdentifierType
    SourcePolicyType: PolicySourceType
    StartPosition: Position
    EndPosition: Position
}

structure Tag {
    @required Key: tagKeyType
    @required Value: tagValueType
}

structure TagInstanceProfileRequest {
    @required InstanceProfileName: instanceProfileNameType
    @required Tags: tagListType
}

structure TagMFADeviceRequest {
    @required SerialNumber: serialNumberType
    @required Tags: tagListType
}

structure TagOpenIDConnectProviderRequest {
    @required OpenIDConnectProviderArn: arnType
    @required Tags: tagListType
}

structure TagPolicyRequest {
    @required PolicyArn: arnType
    @required Tags: tagListType
}

structure TagRoleRequest {
    @required RoleName: roleNameType
    @required Tags: tagListType
}

structure TagSAMLProviderRequest {
    @required SAMLProviderArn: arnType
    @required Tags: tagListType
}

structure TagServerCertificateRequest {
    @required ServerCertificateName: serverCertificateNameType
    @required Tags: tagListType
}

structure TagUserRequest {
    @required UserName: existingUserNameType
    @required Tags: tagListType
}

structure TrackedActionLastAccessed {
    ActionName: stringType
    LastAccessedEntity: arnType
    LastAccessedTime: dateType
    LastAccessedRegion: stringType
}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "UnmodifiableEntity", httpResponseCode: 400)
structure UnmodifiableEntityException {
    message: unmodifiableEntityMessage
}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "UnrecognizedPublicKeyEncoding", httpResponseCode: 400)
structure UnrecognizedPublicKeyEncodingException {
    message: unrecognizedPublicKeyEncodingMessage
}

structure UntagInstanceProfileRequest {
    @required InstanceProfileName: instanceProfileNameType
    @required TagKeys: tagKeyListType
}

structure UntagMFADeviceRequest {
    @required SerialNumber: serialNumberType
    @required TagKeys: tagKeyListType
}

structure UntagOpenIDConnectProviderRequest {
    @required OpenIDConnectProviderArn: arnType
    @required TagKeys: tagKeyListType
}

structure UntagPolicyRequest {
    @required PolicyArn: arnType
    @required TagKeys: tagKeyListType
}

structure UntagRoleRequest {
    @required RoleName: roleNameType
    @required TagKeys: tagKeyListType
}

structure UntagSAMLProviderRequest {
    @required SAMLProviderArn: arnType
    @required TagKeys: tagKeyListType
}

structure UntagServerCertificateRequest {
    @required ServerCertificateName: serverCertificateNameType
    @required TagKeys: tagKeyListType
}

structure UntagUserRequest {
    @required UserName: existingUserNameType
    @required TagKeys: tagKeyListType
}

structure UpdateAccessKeyRequest {
    UserName: existingUserNameType
    @required AccessKeyId: accessKeyIdType
    @required Status: statusType
}

structure UpdateAccountPasswordPolicyRequest {
    MinimumPasswordLength: minimumPasswordLengthType
    RequireSymbols: booleanType
    RequireNumbers: booleanType
    RequireUppercaseCharacters: booleanType
    RequireLowercaseCharacters: booleanType
    AllowUsersToChangePassword: booleanType
    MaxPasswordAge: maxPasswordAgeType
    PasswordReusePrevention: passwordReusePreventionType
    HardExpiry: booleanObjectType
}

structure UpdateAssumeRolePolicyRequest {
    @required RoleName: roleNameType
    @required PolicyDocument: policyDocumentType
}

structure UpdateDelegationRequestRequest {
    @required DelegationRequestId: delegationRequestIdType
    Notes: notesType
}

structure UpdateGroupRequest {
    @required GroupName: groupNameType
    NewPath: pathType
    NewGroupName: groupNameType
}

structure UpdateLoginProfileRequest {
    @required UserName: userNameType
    Password: passwordType
    PasswordResetRequired: booleanObjectType
}

structure UpdateOpenIDConnectProviderThumbprintRequest {
    @required OpenIDConnectProviderArn: arnType
    @required ThumbprintList: thumbprintListType
}

structure UpdateRoleDescriptionRequest {
    @required RoleName: roleNameType
    @required Description: roleDescriptionType
}

structure UpdateRoleDescriptionResponse {
    Role: Role
}

structure UpdateRoleRequest {
    @required RoleName: roleNameType
    Description: roleDescriptionType
    MaxSessionDuration: roleMaxSessionDurationType
}

structure UpdateRoleResponse {}

structure UpdateSAMLProviderRequest {
    SAMLMetadataDocument: SAMLMetadataDocumentType
    @required SAMLProviderArn: arnType
    AssertionEncryptionMode: assertionEncryptionModeType
    AddPrivateKey: privateKeyType
    RemovePrivateKey: privateKeyIdType
}

structure UpdateSAMLProviderResponse {
    SAMLProviderArn: arnType
}

structure UpdateSSHPublicKeyRequest {
    @required UserName: userNameType
    @required SSHPublicKeyId: publicKeyIdType
    @required Status: statusType
}

structure UpdateServerCertificateRequest {
    @required ServerCertificateName: serverCertificateNameType
    NewPath: pathType
    NewServerCertificateName: serverCertificateNameType
}

structure UpdateServiceSpecificCredentialRequest {
    UserName: userNameType
    @required ServiceSpecificCredentialId: serviceSpecificCredentialId
    @required Status: statusType
}

structure UpdateSigningCertificateRequest {
    UserName: existingUserNameType
    @required CertificateId: certificateIdType
    @required Status: statusType
}

structure UpdateUserRequest {
    @required UserName: existingUserNameType
    NewPath: pathType
    NewUserName: userNameType
}

structure UploadSSHPublicKeyRequest {
    @required UserName: userNameType
    @required SSHPublicKeyBody: publicKeyMaterialType
}

structure UploadSSHPublicKeyResponse {
    SSHPublicKey: SSHPublicKey
}

structure UploadServerCertificateRequest {
    Path: pathType
    @required ServerCertificateName: serverCertificateNameType
    @required CertificateBody: certificateBodyType
    @required PrivateKey: privateKeyType
    CertificateChain: certificateChainType
    Tags: tagListType
}

structure UploadServerCertificateResponse {
    ServerCertificateMetadata: ServerCertificateMetadata
    Tags: tagListType
}

structure UploadSigningCertificateRequest {
    UserName: existingUserNameType
    @required CertificateBody: certificateBodyType
}

structure UploadSigningCertificateResponse {
    @required Certificate: SigningCertificate
}

structure User {
    @required Path: pathType
    @required UserName: userNameType
    @required UserId: idType
    @required Arn: arnType
    @required CreateDate: dateType
    PasswordLastUsed: dateType
    PermissionsBoundary: AttachedPermissionsBoundary
    Tags: tagListType
}

structure UserDetail {
    Path: pathType
    UserName: userNameType
    UserId: idType
    Arn: arnType
    CreateDate: dateType
    UserPolicyList: policyDetailListType
    GroupList: groupNameListType
    AttachedManagedPolicies: attachedPoliciesListType
    PermissionsBoundary: AttachedPermissionsBoundary
    Tags: tagListType
}

structure VirtualMFADevice {
    @required SerialNumber: serialNumberType
    Base32StringSeed: BootstrapDatum
    QRCodePNG: BootstrapDatum
    User: User
    EnableDate: dateType
    Tags: tagListType
}

list AccessDetails { member: AccessDetail }
list ActionNameListType { member: ActionNameType }
list ArnListType { member: arnType }
map CertificationMapType { key: CertificationKeyType value: CertificationValueType }
list ContextEntryListType { member: ContextEntry }
list ContextKeyNamesResultListType { member: ContextKeyNameType }
list ContextKeyValueListType { member: ContextKeyValueType }
map EvalDecisionDetailsType { key: EvalDecisionSourceType value: PolicyEvaluationDecisionType }
list EvaluationResultsListType { member: EvaluationResult }
list FeaturesListType { member: FeatureType }
list ManagedPolicyDetailListType { member: ManagedPolicyDetail }
list OpenIDConnectProviderListType { member: OpenIDConnectProviderListEntry }
list PolicyGroupListType { member: PolicyGroup }
list PolicyRoleListType { member: PolicyRole }
list PolicyUserListType { member: PolicyUser }
list ResourceNameListType { member: ResourceNameType }
list ResourceSpecificResultListType { member: ResourceSpecificResult }
list RoleUsageListType { member: RoleUsageType }
list SAMLProviderListType { member: SAMLProviderListEntry }
list SSHPublicKeyListType { member: SSHPublicKeyMetadata }
list ServiceSpecificCredentialsListType { member: ServiceSpecificCredentialMetadata }
list ServicesLastAccessed { member: ServiceLastAccessed }
list SimulationPolicyListType { member: policyDocumentType }
list StatementListType { member: Statement }
list TrackedActionsLastAccessed { member: TrackedActionLastAccessed }
list accessKeyMetadataListType { member: AccessKeyMetadata }
list accountAliasListType { member: accountAliasType }
list attachedPoliciesListType { member: AttachedPolicy }
list certificateListType { member: SigningCertificate }
list clientIDListType { member: clientIDType }
list delegationRequestsListType { member: DelegationRequest }
list entityDetailsListType { member: EntityDetails }
list entityListType { member: EntityType }
list groupDetailListType { member: GroupDetail }
list groupListType { member: Group }
list groupNameListType { member: groupNameType }
list instanceProfileListType { member: InstanceProfile }
list listPolicyGrantingServiceAccessResponseListType {
    member: ListPoliciesGrantingServiceAccessEntry
}
list mfaDeviceListType { member: MFADevice }
list policyDetailListType { member: PolicyDetail }
list policyDocumentVersionListType { member: PolicyVersion }
list policyGrantingServiceAccessListType { member: PolicyGrantingServiceAccess }
list policyListType { member: Policy }
list policyNameListType { member: policyNameType }
@length(max: 50) list policyParameterListType { member: PolicyParameter }
list policyParameterValuesListType { member: policyParameterValueType }
@length(max: 2) list privateKeyList { member: SAMLPrivateKey }
list roleDetailListType { member: RoleDetail }
list roleListType { member: Role }
list rolePermissionRestrictionArnListType { member: arnType }
list serverCertificateMetadataListType { member: ServerCertificateMetadata }
@length(min: 1, max: 200) list serviceNamespaceListType { member: serviceNamespaceType }
map summaryMapType { key: summaryKeyType value: summaryValueType }
@length(max: 50) list tagKeyListType { member: tagKeyType }
@length(max: 50) list tagListType { member: Tag }
list thumbprintListType { member: thumbprintType }
list userDetailListType { member: UserDetail }
list userListType { member: User }
list virtualMFADeviceListType { member: VirtualMFADevice }

enum AccessAdvisorUsageGranularityType { SERVICE_LEVEL ACTION_LEVEL }
enum ContextKeyTypeEnum {
    string stringList numeric numericList boolean booleanList ip ipList binary binaryList date
    dateList
}
enum DeletionTaskStatusType { SUCCEEDED IN_PROGRESS FAILED NOT_STARTED }
enum EntityType { User Role Group LocalManagedPolicy AWSManagedPolicy }
enum FeatureType { RootCredentialsManagement RootSessions }
enum PermissionsBoundaryAttachmentType { PermissionsBoundaryPolicy }
enum PolicyEvaluationDecisionType { allowed explicitDeny implicitDeny }
enum PolicyParameterTypeEnum { string stringList }
enum PolicySourceType {
    user group role aws_managed = "aws-managed" user_managed = "user-managed" resource none
}
enum PolicyUsageType { PermissionsPolicy PermissionsBoundary }
enum ReportFormatType { text_csv = "text/csv" }
enum ReportStateType { STARTED INPROGRESS COMPLETE }
enum assertionEncryptionModeType { Required Allowed }
enum assignmentStatusType { Assigned Unassigned Any }
enum encodingType { SSH PEM }
enum globalEndpointTokenVersion { v1Token v2Token }
enum jobStatusType { IN_PROGRESS COMPLETED FAILED }
enum permissionCheckResultType { ALLOWED DENIED UNSURE }
enum permissionCheckStatusType { COMPLETE IN_PROGRESS FAILED }
enum policyOwnerEntityType { USER ROLE GROUP }
enum policyScopeType { All AWS Local }
enum policyType { INLINE MANAGED }
enum sortKeyType {
    SERVICE_NAMESPACE_ASCENDING SERVICE_NAMESPACE_DESCENDING LAST_AUTHENTICATED_TIME_ASCENDING
    LAST_AUTHENTICATED_TIME_DESCENDING
}
enum stateType { UNASSIGNED ASSIGNED PENDING_APPROVAL FINALIZED ACCEPTED REJECTED EXPIRED }
enum statusType { Active Inactive Expired }
enum summaryKeyType {
    Users UsersQuota Groups GroupsQuota ServerCertificates ServerCertificatesQuota
    UserPolicySizeQuota GroupPolicySizeQuota GroupsPerUserQuota SigningCertificatesPerUserQuota
    AccessKeysPerUserQuota MFADevices MFADevicesInUse AccountMFAEnabled AccountAccessKeysPresent
    AccountPasswordPresent AccountSigningCertificatesPresent AttachedPoliciesPerGroupQuota
    AttachedPoliciesPerRoleQuota AttachedPoliciesPerUserQuota Policies PoliciesQuota PolicySizeQuota
    PolicyVersionsInUse PolicyVersionsInUseQuota VersionsPerPolicyQuota GlobalEndpointTokenVersion
    AssumeRolePolicySizeQuota InstanceProfiles InstanceProfilesQuota Providers RolePolicySizeQuota
    Roles RolesQuota
}
enum summaryStateType { AVAILABLE NOT_AVAILABLE NOT_SUPPORTED FAILED }

@length(min: 3, max: 128) string ActionNameType
blob BootstrapDatum
@length(min: 1, max: 128) @pattern("[\\u0020-\\u00FF]+") string CertificationKeyType
@length(min: 1, max: 32) @pattern("[\\u0020-\\u00FF]+") string CertificationValueType
integer ColumnNumber
string ConcurrentModificationMessage
@length(min: 5, max: 256) string ContextKeyNameType
string ContextKeyValueType
@length(min: 1, max: 1000) string DeletionTaskIdType
@length(min: 3, max: 256) string EvalDecisionSourceType
string FeatureDisabledMessage
string FeatureEnabledMessage
integer LineNumber
@length(min: 1, max: 255) string OpenIDConnectProviderUrlType
@length(max: 34) @pattern("^o-[a-z0-9]{10,32}$") string OrganizationIdType
string PolicyIdentifierType
@length(max: 1000) string ReasonType
@length(min: 1, max: 100) string RegionNameType
blob ReportContentType
string ReportStateDescriptionType
@length(min: 1, max: 64) string ResourceHandlingOptionType
@length(min: 1, max: 2048) string ResourceNameType
@length(min: 1000, max: 10000000) string SAMLMetadataDocumentType
@length(min: 1, max: 128) @pattern("[\\w._-]+") string SAMLProviderNameType
@length(min: 16, max: 128) @pattern("[\\w]+") string accessKeyIdType
string accessKeySecretType
@length(min: 3, max: 63) @pattern("^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$")
string accountAliasType
@pattern("\\d{12}") string accountIdType
boolean allUsers
@length(min: 20, max: 2048) string arnType
integer attachmentCountType
@length(min: 6, max: 6) @pattern("[\\d]+") string authenticationCodeType
boolean booleanObjectType
boolean booleanType
@length(min: 1, max: 16384) @pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+")
string certificateBodyType
@length(min: 1, max: 2097152) @pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+")
string certificateChainType
@length(min: 24, max: 128) @pattern("[\\w]+") string certificateIdType
@length(min: 1, max: 255) string clientIDType
@length(min: 1, max: 255) string consoleDeepLinkType
@range(min: 1, max: 36600) integer credentialAgeDays
string credentialReportExpiredExceptionMessage
string credentialReportNotPresentExceptionMessage
string credentialReportNotReadyExceptionMessage
@length(min: 1, max: 64) @pattern("[\\w+=,.@-]+") string customSuffixType
timestamp dateType
@length(max: 1000) @pattern("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*")
string delegationRequestDescriptionType
@length(min: 16, max: 128) @pattern("[\\w-]+") string delegationRequestIdType
string deleteConflictMessage
string duplicateCertificateMessage
string duplicateSSHPublicKeyMessage
string entityAlreadyExistsMessage
@length(min: 1, max: 128) @pattern("[\\w+=,.@-]+") string entityNameType
string entityTemporarilyUnmodifiableMessage
@length(min: 1, max: 128) @pattern("[\\w+=,.@-]+") string existingUserNameType
@length(min: 1, max: 128) @pattern("[\\w+=,.@-]+") string groupNameType
@length(min: 16, max: 128) @pattern("[\\w]+") string idType
@length(min: 1, max: 128) @pattern("[\\w+=,.@-]+") string instanceProfileNameType
integer integerType
string invalidAuthenticationCodeMessage
string invalidCertificateMessage
string invalidInputMessage
string invalidPublicKeyMessage
string invalidUserTypeMessage
@length(min: 36, max: 36) string jobIDType
string keyPairMismatchMessage
string limitExceededMessage
@length(min: 2, max: 12) string localeType
string malformedCertificateMessage
string malformedPolicyDocumentMessage
@length(min: 1, max: 320) @pattern("[\\u0020-\\u00FF]+") string markerType
@range(min: 1, max: 1000) integer maxItemsType
@range(min: 1, max: 1095) integer maxPasswordAgeType
@range(min: 6, max: 128) integer minimumPasswordLengthType
string noSuchEntityMessage
@length(max: 500) @pattern("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*")
string notesType
@length(min: 2, max: 400) @pattern("^[a-zA-Z0-9:_.-]+$") string notificationChannelType
string openIdIdpCommunicationErrorExceptionMessage
@length(min: 19, max: 427) @pattern("^o-[0-9a-z]{10,32}\\/r-[0-9a-z]{4,32}[0-9a-z-\\/]*")
string organizationsEntityPathType
@pattern("^p-[0-9a-zA-Z_]{8,128}$") string organizationsPolicyIdType
@length(min: 20, max: 2048) @pattern("^[a-zA-Z0-9:/+=,.@_-]+$") string ownerIdType
string passwordPolicyViolationMessage
@range(min: 1, max: 24) integer passwordReusePreventionType
@length(min: 1, max: 128) @pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+") string passwordType
@length(min: 1, max: 512) @pattern("\\u002F[\\u0021-\\u007F]*") string pathPrefixType
@length(min: 1, max: 512) @pattern("(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)") string pathType
string permissionType
@length(max: 1000) string policyDescriptionType
@length(min: 1, max: 131072) @pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+")
string policyDocumentType
string policyEvaluationErrorMessage
@length(min: 1, max: 128) @pattern("[\\w+=,.@-]+") string policyNameType
string policyNotAttachableMessage
@length(min: 5, max: 256) @pattern("[ -~]+") string policyParameterNameType
@pattern("[ -~]+") string policyParameterValueType
@length(min: 1, max: 512) @pattern("((/[A-Za-z0-9\\.,\\+@=_-]+)*)/") string policyPathType
@pattern("v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?") string policyVersionIdType
@length(min: 22, max: 64) @pattern("[A-Z0-9]+") string privateKeyIdType
@length(min: 1, max: 16384) @pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+")
string privateKeyType
@length(min: 48, max: 48) @pattern("[:\\w]+") string publicKeyFingerprintType
@length(min: 20, max: 128) @pattern("[\\w]+") string publicKeyIdType
@length(min: 1, max: 16384) @pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+")
string publicKeyMaterialType
@length(min: 1, max: 255) @pattern("^http(s?)://[a-zA-Z0-9._/-]*(\\?[a-zA-Z0-9._=&-]*)?(#[a-zA-Z0-9._/-]*)?$")
string redirectUrlType
string reportGenerationLimitExceededMessage
@length(max: 200) @pattern("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*")
string requestMessageType
@length(max: 30) @pattern("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*")
string requestorNameType
@length(min: 5, max: 400) @pattern("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]+")
string requestorWorkflowIdType
string responseMarkerType
@length(max: 1000) @pattern("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*")
string roleDescriptionType
@range(min: 3600, max: 43200) integer roleMaxSessionDurationType
@length(min: 1, max: 64) @pattern("[\\w+=,.@-]+") string roleNameType
@length(min: 9, max: 256) @pattern("[\\w+=/:,.@-]+") string serialNumberType
@length(min: 1, max: 128) @pattern("[\\w+=,.@-]+") string serverCertificateNameType
@length(min: 0, max: 200) @pattern("[\\w+=,.@-]+") string serviceCredentialAlias
string serviceCredentialSecret
string serviceFailureExceptionMessage
string serviceName
string serviceNameType
@length(min: 1, max: 64) @pattern("[\\w-]*") string serviceNamespaceType
string serviceNotSupportedMessage
string servicePassword
@length(min: 20, max: 128) @pattern("[\\w]+") string serviceSpecificCredentialId
@length(min: 0, max: 200) @pattern("[\\w+=,.@-]*") string serviceUserName
@range(min: 300, max: 43200) integer sessionDurationType
string stringType
@length(min: 0, max: 10000) string summaryContentType
integer summaryValueType
@length(min: 1, max: 128) @pattern("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+") string tagKeyType
@length(min: 0, max: 256) @pattern("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*") string tagValueType
@length(min: 40, max: 40) string thumbprintType
string unmodifiableEntityMessage
string unrecognizedPublicKeyEncodingMessage
@length(min: 1, max: 64) @pattern("[\\w+=,.@-]+") string userNameType
@length(min: 1) @pattern("[\\w+=,.@-]+") string virtualMFADeviceName
