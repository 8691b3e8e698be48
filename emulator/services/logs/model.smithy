// From botocore 1.43.11, logs/2014-03-28, by emulator/model/import.py. Do not edit.

$version: "2"

namespace com.amazonaws.logs

@aws.protocols#awsJson1_1
@aws.auth#sigv4(name: "logs")
@aws.api#service(endpointPrefix: "logs")
service Logs_20140328 {
    version: "2014-03-28"
    operations: [
        AssociateKmsKey AssociateSourceToS3TableIntegration CancelExportTask CancelImportTask
        CreateDelivery CreateExportTask CreateImportTask CreateLogAnomalyDetector CreateLogGroup
        CreateLogStream CreateLookupTable CreateScheduledQuery DeleteAccountPolicy
        DeleteDataProtectionPolicy DeleteDelivery DeleteDeliveryDestination
        DeleteDeliveryDestinationPolicy DeleteDeliverySource DeleteDestination DeleteIndexPolicy
        DeleteIntegration DeleteLogAnomalyDetector DeleteLogGroup DeleteLogStream DeleteLookupTable
        DeleteMetricFilter DeleteQueryDefinition DeleteResourcePolicy DeleteRetentionPolicy
        DeleteScheduledQuery DeleteSubscriptionFilter DeleteTransformer DescribeAccountPolicies
        DescribeConfigurationTemplates DescribeDeliveries DescribeDeliveryDestinations
        DescribeDeliverySources DescribeDestinations DescribeExportTasks DescribeFieldIndexes
        DescribeImportTaskBatches DescribeImportTasks DescribeIndexPolicies DescribeLogGroups
        DescribeLogStreams DescribeLookupTables DescribeMetricFilters DescribeQueries
        DescribeQueryDefinitions DescribeResourcePolicies DescribeSubscriptionFilters
        DisassociateKmsKey DisassociateSourceFromS3TableIntegration FilterLogEvents
        GetDataProtectionPolicy GetDelivery GetDeliveryDestination GetDeliveryDestinationPolicy
        GetDeliverySource GetIntegration GetLogAnomalyDetector GetLogEvents GetLogFields
        GetLogGroupFields GetLogObject GetLogRecord GetLookupTable GetQueryResults GetScheduledQuery
        GetScheduledQueryHistory GetTransformer ListAggregateLogGroupSummaries ListAnomalies
        ListIntegrations ListLogAnomalyDetectors ListLogGroups ListLogGroupsForQuery
        ListScheduledQueries ListSourcesForS3TableIntegration ListTagsForResource ListTagsLogGroup
        PutAccountPolicy PutBearerTokenAuthentication PutDataProtectionPolicy PutDeliveryDestination
        PutDeliveryDestinationPolicy PutDeliverySource PutDestination PutDestinationPolicy
        PutIndexPolicy PutIntegration PutLogEvents PutLogGroupDeletionProtection PutMetricFilter
        PutQueryDefinition PutResourcePolicy PutRetentionPolicy PutSubscriptionFilter PutTransformer
        StartLiveTail StartQuery StopQuery TagLogGroup TagResource TestMetricFilter TestTransformer
        UntagLogGroup UntagResource UpdateAnomaly UpdateDeliveryConfiguration
        UpdateLogAnomalyDetector UpdateLookupTable UpdateScheduledQuery
    ]
}

operation AssociateKmsKey {
    input: AssociateKmsKeyRequest
    errors: [
        InvalidParameterException ResourceNotFoundException OperationAbortedException
        ServiceUnavailableException
    ]
}

operation AssociateSourceToS3TableIntegration {
    input: AssociateSourceToS3TableIntegrationRequest
    output: AssociateSourceToS3TableIntegrationResponse
    errors: [
        AccessDeniedException ResourceNotFoundException ThrottlingException ValidationException
        InternalServerException
    ]
}

operation CancelExportTask {
    input: CancelExportTaskRequest
    errors: [
        InvalidParameterException ResourceNotFoundException InvalidOperationException
        ServiceUnavailableException
    ]
}

operation CancelImportTask {
    input: CancelImportTaskRequest
    output: CancelImportTaskResponse
    errors: [
        AccessDeniedException InvalidParameterException ResourceNotFoundException
        ThrottlingException InvalidOperationException
    ]
}

operation CreateDelivery {
    input: CreateDeliveryRequest
    output: CreateDeliveryResponse
    errors: [
        ServiceUnavailableException ConflictException ResourceNotFoundException ValidationException
        AccessDeniedException ServiceQuotaExceededException ThrottlingException
    ]
}

operation CreateExportTask {
    input: CreateExportTaskRequest
    output: CreateExportTaskResponse
    errors: [
        InvalidParameterException LimitExceededException OperationAbortedException
        ServiceUnavailableException ResourceNotFoundException ResourceAlreadyExistsException
    ]
}

operation CreateImportTask {
    input: CreateImportTaskRequest
    output: CreateImportTaskResponse
    errors: [
        AccessDeniedException ConflictException InvalidParameterException ResourceNotFoundException
        ThrottlingException ValidationException InvalidOperationException
    ]
}

operation CreateLogAnomalyDetector {
    input: CreateLogAnomalyDetectorRequest
    output: CreateLogAnomalyDetectorResponse
    errors: [
        InvalidParameterException ResourceNotFoundException ServiceUnavailableException
        OperationAbortedException LimitExceededException
    ]
}

operation CreateLogGroup {
    input: CreateLogGroupRequest
    errors: [
        InvalidParameterException ResourceAlreadyExistsException LimitExceededException
        OperationAbortedException ServiceUnavailableException
    ]
}

operation CreateLogStream {
    input: CreateLogStreamRequest
    errors: [
        InvalidParameterException ResourceAlreadyExistsException ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation CreateLookupTable {
    input: CreateLookupTableRequest
    output: CreateLookupTableResponse
    errors: [
        InvalidParameterException ResourceAlreadyExistsException AccessDeniedException
        LimitExceededException ValidationException ServiceUnavailableException
    ]
}

operation CreateScheduledQuery {
    input: CreateScheduledQueryRequest
    output: CreateScheduledQueryResponse
    errors: [
        ValidationException AccessDeniedException ResourceNotFoundException ConflictException
        ServiceQuotaExceededException ThrottlingException InternalServerException
    ]
}

operation DeleteAccountPolicy {
    input: DeleteAccountPolicyRequest
    errors: [
        InvalidParameterException ResourceNotFoundException ServiceUnavailableException
        OperationAbortedException
    ]
}

operation DeleteDataProtectionPolicy {
    input: DeleteDataProtectionPolicyRequest
    errors: [
        InvalidParameterException OperationAbortedException ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation DeleteDelivery {
    input: DeleteDeliveryRequest
    errors: [
        ResourceNotFoundException ServiceUnavailableException ConflictException ValidationException
        ServiceQuotaExceededException ThrottlingException
    ]
}

operation DeleteDeliveryDestination {
    input: DeleteDeliveryDestinationRequest
    errors: [
        ResourceNotFoundException ServiceUnavailableException ConflictException ValidationException
        ServiceQuotaExceededException ThrottlingException
    ]
}

operation DeleteDeliveryDestinationPolicy {
    input: DeleteDeliveryDestinationPolicyRequest
    errors: [
        ServiceUnavailableException ValidationException ResourceNotFoundException ConflictException
    ]
}

operation DeleteDeliverySource {
    input: DeleteDeliverySourceRequest
    errors: [
        ResourceNotFoundException ServiceUnavailableException ConflictException ValidationException
        ServiceQuotaExceededException ThrottlingException
    ]
}

operation DeleteDestination {
    input: DeleteDestinationRequest
    errors: [
        InvalidParameterException ResourceNotFoundException OperationAbortedException
        ServiceUnavailableException
    ]
}

operation DeleteIndexPolicy {
    input: DeleteIndexPolicyRequest
    output: DeleteIndexPolicyResponse
    errors: [
        InvalidParameterException ResourceNotFoundException LimitExceededException
        OperationAbortedException ServiceUnavailableException
    ]
}

operation DeleteIntegration {
    input: DeleteIntegrationRequest
    output: DeleteIntegrationResponse
    errors: [
        InvalidParameterException ResourceNotFoundException ServiceUnavailableException
        ValidationException
    ]
}

operation DeleteLogAnomalyDetector {
    input: DeleteLogAnomalyDetectorRequest
    errors: [
        InvalidParameterException ResourceNotFoundException ServiceUnavailableException
        OperationAbortedException
    ]
}

operation DeleteLogGroup {
    input: DeleteLogGroupRequest
    errors: [
        InvalidParameterException ResourceNotFoundException OperationAbortedException
        ServiceUnavailableException ValidationException
    ]
}

operation DeleteLogStream {
    input: DeleteLogStreamRequest
    errors: [
        InvalidParameterException ResourceNotFoundException OperationAbortedException
        ServiceUnavailableException ValidationException
    ]
}

operation DeleteLookupTable {
    input: DeleteLookupTableRequest
    errors: [
        InvalidParameterException ResourceNotFoundException AccessDeniedException
        ServiceUnavailableException
    ]
}

operation DeleteMetricFilter {
    input: DeleteMetricFilterRequest
    errors: [
        InvalidParameterException ResourceNotFoundException OperationAbortedException
        ServiceUnavailableException
    ]
}

operation DeleteQueryDefinition {
    input: DeleteQueryDefinitionRequest
    output: DeleteQueryDefinitionResponse
    errors: [InvalidParameterException ResourceNotFoundException ServiceUnavailableException]
}

operation DeleteResourcePolicy {
    input: DeleteResourcePolicyRequest
    errors: [
        InvalidParameterException ResourceNotFoundException OperationAbortedException
        ServiceUnavailableException
    ]
}

operation DeleteRetentionPolicy {
    input: DeleteRetentionPolicyRequest
    errors: [
        InvalidParameterException ResourceNotFoundException OperationAbortedException
        ServiceUnavailableException
    ]
}

operation DeleteScheduledQuery {
    input: DeleteScheduledQueryRequest
    output: DeleteScheduledQueryResponse
    errors: [
        ValidationException AccessDeniedException ResourceNotFoundException ThrottlingException
        InternalServerException
    ]
}

operation DeleteSubscriptionFilter {
    input: DeleteSubscriptionFilterRequest
    errors: [
        InvalidParameterException ResourceNotFoundException OperationAbortedException
        ServiceUnavailableException
    ]
}

operation DeleteTransformer {
    input: DeleteTransformerRequest
    errors: [
        InvalidParameterException ResourceNotFoundException ServiceUnavailableException
        OperationAbortedException InvalidOperationException
    ]
}

operation DescribeAccountPolicies {
    input: DescribeAccountPoliciesRequest
    output: DescribeAccountPoliciesResponse
    errors: [
        InvalidParameterException OperationAbortedException ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation DescribeConfigurationTemplates {
    input: DescribeConfigurationTemplatesRequest
    output: DescribeConfigurationTemplatesResponse
    errors: [
        ServiceUnavailableException ValidationException ResourceNotFoundException
        ThrottlingException
    ]
}

operation DescribeDeliveries {
    input: DescribeDeliveriesRequest
    output: DescribeDeliveriesResponse
    errors: [
        ServiceUnavailableException ServiceQuotaExceededException ValidationException
        ThrottlingException
    ]
}

operation DescribeDeliveryDestinations {
    input: DescribeDeliveryDestinationsRequest
    output: DescribeDeliveryDestinationsResponse
    errors: [
        ServiceUnavailableException ServiceQuotaExceededException ValidationException
        ThrottlingException
    ]
}

operation DescribeDeliverySources {
    input: DescribeDeliverySourcesRequest
    output: DescribeDeliverySourcesResponse
    errors: [
        ServiceUnavailableException ServiceQuotaExceededException ValidationException
        ThrottlingException
    ]
}

operation DescribeDestinations {
    input: DescribeDestinationsRequest
    output: DescribeDestinationsResponse
    errors: [InvalidParameterException ServiceUnavailableException]
}

operation DescribeExportTasks {
    input: DescribeExportTasksRequest
    output: DescribeExportTasksResponse
    errors: [InvalidParameterException ServiceUnavailableException]
}

operation DescribeFieldIndexes {
    input: DescribeFieldIndexesRequest
    output: DescribeFieldIndexesResponse
    errors: [
        InvalidParameterException ResourceNotFoundException LimitExceededException
        OperationAbortedException ServiceUnavailableException
    ]
}

operation DescribeImportTaskBatches {
    input: DescribeImportTaskBatchesRequest
    output: DescribeImportTaskBatchesResponse
    errors: [
        AccessDeniedException InvalidParameterException ResourceNotFoundException
        ThrottlingException InvalidOperationException
    ]
}

operation DescribeImportTasks {
    input: DescribeImportTasksRequest
    output: DescribeImportTasksResponse
    errors: [
        AccessDeniedException InvalidParameterException ResourceNotFoundException
        ThrottlingException InvalidOperationException
    ]
}

operation DescribeIndexPolicies {
    input: DescribeIndexPoliciesRequest
    output: DescribeIndexPoliciesResponse
    errors: [
        InvalidParameterException ResourceNotFoundException LimitExceededException
        OperationAbortedException ServiceUnavailableException
    ]
}

operation DescribeLogGroups {
    input: DescribeLogGroupsRequest
    output: DescribeLogGroupsResponse
    errors: [InvalidParameterException ServiceUnavailableException]
}

operation DescribeLogStreams {
    input: DescribeLogStreamsRequest
    output: DescribeLogStreamsResponse
    errors: [InvalidParameterException ResourceNotFoundException ServiceUnavailableException]
}

operation DescribeLookupTables {
    input: DescribeLookupTablesRequest
    output: DescribeLookupTablesResponse
    errors: [
        InvalidParameterException ResourceNotFoundException AccessDeniedException
        ServiceUnavailableException
    ]
}

operation DescribeMetricFilters {
    input: DescribeMetricFiltersRequest
    output: DescribeMetricFiltersResponse
    errors: [InvalidParameterException ResourceNotFoundException ServiceUnavailableException]
}

operation DescribeQueries {
    input: DescribeQueriesRequest
    output: DescribeQueriesResponse
    errors: [InvalidParameterException ResourceNotFoundException ServiceUnavailableException]
}

operation DescribeQueryDefinitions {
    input: DescribeQueryDefinitionsRequest
    output: DescribeQueryDefinitionsResponse
    errors: [InvalidParameterException ServiceUnavailableException]
}

operation DescribeResourcePolicies {
    input: DescribeResourcePoliciesRequest
    output: DescribeResourcePoliciesResponse
    errors: [InvalidParameterException ServiceUnavailableException]
}

operation DescribeSubscriptionFilters {
    input: DescribeSubscriptionFiltersRequest
    output: DescribeSubscriptionFiltersResponse
    errors: [InvalidParameterException ResourceNotFoundException ServiceUnavailableException]
}

operation DisassociateKmsKey {
    input: DisassociateKmsKeyRequest
    errors: [
        InvalidParameterException ResourceNotFoundException OperationAbortedException
        ServiceUnavailableException
    ]
}

operation DisassociateSourceFromS3TableIntegration {
    input: DisassociateSourceFromS3TableIntegrationRequest
    output: DisassociateSourceFromS3TableIntegrationResponse
    errors: [
        AccessDeniedException ResourceNotFoundException ThrottlingException ValidationException
        InternalServerException
    ]
}

operation FilterLogEvents {
    input: FilterLogEventsRequest
    output: FilterLogEventsResponse
    errors: [InvalidParameterException ResourceNotFoundException ServiceUnavailableException]
}

operation GetDataProtectionPolicy {
    input: GetDataProtectionPolicyRequest
    output: GetDataProtectionPolicyResponse
    errors: [
        InvalidParameterException OperationAbortedException ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation GetDelivery {
    input: GetDeliveryRequest
    output: GetDeliveryResponse
    errors: [
        ResourceNotFoundException ServiceUnavailableException ValidationException
        ServiceQuotaExceededException ThrottlingException
    ]
}

operation GetDeliveryDestination {
    input: GetDeliveryDestinationRequest
    output: GetDeliveryDestinationResponse
    errors: [
        ResourceNotFoundException ServiceUnavailableException ValidationException
        ServiceQuotaExceededException ThrottlingException
    ]
}

operation GetDeliveryDestinationPolicy {
    input: GetDeliveryDestinationPolicyRequest
    output: GetDeliveryDestinationPolicyResponse
    errors: [ServiceUnavailableException ValidationException ResourceNotFoundException]
}

operation GetDeliverySource {
    input: GetDeliverySourceRequest
    output: GetDeliverySourceResponse
    errors: [
        ResourceNotFoundException ServiceUnavailableException ValidationException
        ServiceQuotaExceededException ThrottlingException
    ]
}

operation GetIntegration {
    input: GetIntegrationRequest
    output: GetIntegrationResponse
    errors: [InvalidParameterException ServiceUnavailableException ResourceNotFoundException]
}

operation GetLogAnomalyDetector {
    input: GetLogAnomalyDetectorRequest
    output: GetLogAnomalyDetectorResponse
    errors: [
        InvalidParameterException ResourceNotFoundException ServiceUnavailableException
        OperationAbortedException
    ]
}

operation GetLogEvents {
    input: GetLogEventsRequest
    output: GetLogEventsResponse
    errors: [InvalidParameterException ResourceNotFoundException ServiceUnavailableException]
}

operation GetLogFields {
    input: GetLogFieldsRequest
    output: GetLogFieldsResponse
    errors: [
        InvalidParameterException ResourceNotFoundException OperationAbortedException
        ServiceUnavailableException
    ]
}

operation GetLogGroupFields {
    input: GetLogGroupFieldsRequest
    output: GetLogGroupFieldsResponse
    errors: [
        InvalidParameterException LimitExceededException ResourceNotFoundException
        ServiceUnavailableException
    ]
}

@endpoint(hostPrefix: "stream-")
operation GetLogObject {
    input: GetLogObjectRequest
    output: GetLogObjectResponse
    errors: [
        AccessDeniedException InvalidParameterException ResourceNotFoundException
        LimitExceededException InvalidOperationException
    ]
}

operation GetLogRecord {
    input: GetLogRecordRequest
    output: GetLogRecordResponse
    errors: [
        InvalidParameterException LimitExceededException ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation GetLookupTable {
    input: GetLookupTableRequest
    output: GetLookupTableResponse
    errors: [
        InvalidParameterException ResourceNotFoundException AccessDeniedException
        ServiceUnavailableException
    ]
}

operation GetQueryResults {
    input: GetQueryResultsRequest
    output: GetQueryResultsResponse
    errors: [InvalidParameterException ResourceNotFoundException ServiceUnavailableException]
}

operation GetScheduledQuery {
    input: GetScheduledQueryRequest
    output: GetScheduledQueryResponse
    errors: [
        ValidationException AccessDeniedException ResourceNotFoundException ThrottlingException
        InternalServerException
    ]
}

operation GetScheduledQueryHistory {
    input: GetScheduledQueryHistoryRequest
    output: GetScheduledQueryHistoryResponse
    errors: [
        ValidationException AccessDeniedException ResourceNotFoundException ThrottlingException
        InternalServerException
    ]
}

operation GetTransformer {
    input: GetTransformerRequest
    output: GetTransformerResponse
    errors: [
        InvalidParameterException ResourceNotFoundException ServiceUnavailableException
        InvalidOperationException
    ]
}

operation ListAggregateLogGroupSummaries {
    input: ListAggregateLogGroupSummariesRequest
    output: ListAggregateLogGroupSummariesResponse
    errors: [ValidationException ServiceUnavailableException InvalidParameterException]
}

operation ListAnomalies {
    input: ListAnomaliesRequest
    output: ListAnomaliesResponse
    errors: [
        InvalidParameterException ResourceNotFoundException ServiceUnavailableException
        OperationAbortedException
    ]
}

operation ListIntegrations {
    input: ListIntegrationsRequest
    output: ListIntegrationsResponse
    errors: [InvalidParameterException ServiceUnavailableException]
}

operation ListLogAnomalyDetectors {
    input: ListLogAnomalyDetectorsRequest
    output: ListLogAnomalyDetectorsResponse
    errors: [
        InvalidParameterException ResourceNotFoundException ServiceUnavailableException
        OperationAbortedException
    ]
}

operation ListLogGroups {
    input: ListLogGroupsRequest
    output: ListLogGroupsResponse
    errors: [InvalidParameterException ServiceUnavailableException]
}

operation ListLogGroupsForQuery {
    input: ListLogGroupsForQueryRequest
    output: ListLogGroupsForQueryResponse
    errors: [
        InvalidParameterException AccessDeniedException ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation ListScheduledQueries {
    input: ListScheduledQueriesRequest
    output: ListScheduledQueriesResponse
    errors: [ValidationException AccessDeniedException ThrottlingException InternalServerException]
}

operation ListSourcesForS3TableIntegration {
    input: ListSourcesForS3TableIntegrationRequest
    output: ListSourcesForS3TableIntegrationResponse
    errors: [
        AccessDeniedException ResourceNotFoundException ThrottlingException ValidationException
        InternalServerException
    ]
}

operation ListTagsForResource {
    input: ListTagsForResourceRequest
    output: ListTagsForResourceResponse
    errors: [InvalidParameterException ResourceNotFoundException ServiceUnavailableException]
}

@deprecated
operation ListTagsLogGroup {
    input: ListTagsLogGroupRequest
    output: ListTagsLogGroupResponse
    errors: [ResourceNotFoundException ServiceUnavailableException]
}

operation PutAccountPolicy {
    input: PutAccountPolicyRequest
    output: PutAccountPolicyResponse
    errors: [
        InvalidParameterException OperationAbortedException ServiceUnavailableException
        LimitExceededException
    ]
}

operation PutBearerTokenAuthentication {
    input: PutBearerTokenAuthenticationRequest
    errors: [
        InvalidParameterException ResourceNotFoundException AccessDeniedException
        OperationAbortedException ServiceUnavailableException InvalidOperationException
    ]
}

operation PutDataProtectionPolicy {
    input: PutDataProtectionPolicyRequest
    output: PutDataProtectionPolicyResponse
    errors: [
        InvalidParameterException LimitExceededException OperationAbortedException
        ResourceNotFoundException ServiceUnavailableException
    ]
}

operation PutDeliveryDestination {
    input: PutDeliveryDestinationRequest
    output: PutDeliveryDestinationResponse
    errors: [
        ServiceUnavailableException ConflictException ValidationException
        ServiceQuotaExceededException ThrottlingException ResourceNotFoundException
    ]
}

operation PutDeliveryDestinationPolicy {
    input: PutDeliveryDestinationPolicyRequest
    output: PutDeliveryDestinationPolicyResponse
    errors: [
        ServiceUnavailableException ValidationException ResourceNotFoundException ConflictException
    ]
}

operation PutDeliverySource {
    input: PutDeliverySourceRequest
    output: PutDeliverySourceResponse
    errors: [
        ServiceUnavailableException ConflictException ValidationException
        ServiceQuotaExceededException ResourceNotFoundException ThrottlingException
    ]
}

operation PutDestination {
    input: PutDestinationRequest
    output: PutDestinationResponse
    errors: [InvalidParameterException OperationAbortedException ServiceUnavailableException]
}

operation PutDestinationPolicy {
    input: PutDestinationPolicyRequest
    errors: [InvalidParameterException OperationAbortedException ServiceUnavailableException]
}

operation PutIndexPolicy {
    input: PutIndexPolicyRequest
    output: PutIndexPolicyResponse
    errors: [
        InvalidParameterException ResourceNotFoundException LimitExceededException
        OperationAbortedException ServiceUnavailableException
    ]
}

operation PutIntegration {
    input: PutIntegrationRequest
    output: PutIntegrationResponse
    errors: [
        InvalidParameterException LimitExceededException ServiceUnavailableException
        ValidationException
    ]
}

operation PutLogEvents {
    input: PutLogEventsRequest
    output: PutLogEventsResponse
    errors: [
        InvalidParameterException InvalidSequenceTokenException DataAlreadyAcceptedException
        ResourceNotFoundException ServiceUnavailableException UnrecognizedClientException
    ]
}

operation PutLogGroupDeletionProtection {
    input: PutLogGroupDeletionProtectionRequest
    errors: [
        InvalidParameterException ResourceNotFoundException AccessDeniedException
        OperationAbortedException ServiceUnavailableException InvalidOperationException
    ]
}

operation PutMetricFilter {
    input: PutMetricFilterRequest
    errors: [
        InvalidParameterException ResourceNotFoundException OperationAbortedException
        LimitExceededException ServiceUnavailableException InvalidOperationException
    ]
}

operation PutQueryDefinition {
    input: PutQueryDefinitionRequest
    output: PutQueryDefinitionResponse
    errors: [
        InvalidParameterException LimitExceededException ResourceNotFoundException
        ServiceUnavailableException
    ]
}

operation PutResourcePolicy {
    input: PutResourcePolicyRequest
    output: PutResourcePolicyResponse
    errors: [
        InvalidParameterException LimitExceededException OperationAbortedException
        ResourceNotFoundException ServiceUnavailableException
    ]
}

operation PutRetentionPolicy {
    input: PutRetentionPolicyRequest
    errors: [
        InvalidParameterException ResourceNotFoundException OperationAbortedException
        ServiceUnavailableException
    ]
}

operation PutSubscriptionFilter {
    input: PutSubscriptionFilterRequest
    errors: [
        InvalidParameterException ResourceNotFoundException OperationAbortedException
        LimitExceededException ServiceUnavailableException InvalidOperationException
    ]
}

operation PutTransformer {
    input: PutTransformerRequest
    errors: [
        InvalidParameterException ResourceNotFoundException ServiceUnavailableException
        LimitExceededException OperationAbortedException InvalidOperationException
    ]
}

@endpoint(hostPrefix: "stream-")
operation StartLiveTail {
    input: StartLiveTailRequest
    output: StartLiveTailResponse
    errors: [
        AccessDeniedException InvalidParameterException ResourceNotFoundException
        LimitExceededException InvalidOperationException
    ]
}

operation StartQuery {
    input: StartQueryRequest
    output: StartQueryResponse
    errors: [
        MalformedQueryException InvalidParameterException LimitExceededException
        ResourceNotFoundException ServiceUnavailableException
    ]
}

operation StopQuery {
    input: StopQueryRequest
    output: StopQueryResponse
    errors: [InvalidParameterException ResourceNotFoundException ServiceUnavailableException]
}

@deprecated
operation TagLogGroup {
    input: TagLogGroupRequest
    errors: [ResourceNotFoundException InvalidParameterException]
}

operation TagResource {
    input: TagResourceRequest
    errors: [
        InvalidParameterException ResourceNotFoundException ServiceUnavailableException
        TooManyTagsException
    ]
}

operation TestMetricFilter {
    input: TestMetricFilterRequest
    output: TestMetricFilterResponse
    errors: [InvalidParameterException ServiceUnavailableException]
}

operation TestTransformer {
    input: TestTransformerRequest
    output: TestTransformerResponse
    errors: [InvalidParameterException ServiceUnavailableException InvalidOperationException]
}

@deprecated
operation UntagLogGroup { input: UntagLogGroupRequest errors: [ResourceNotFoundException] }

operation UntagResource {
    input: UntagResourceRequest
    errors: [InvalidParameterException ResourceNotFoundException ServiceUnavailableException]
}

operation UpdateAnomaly {
    input: UpdateAnomalyRequest
    errors: [
        InvalidParameterException ResourceNotFoundException ServiceUnavailableException
        OperationAbortedException
    ]
}

operation UpdateDeliveryConfiguration {
    input: UpdateDeliveryConfigurationRequest
    output: UpdateDeliveryConfigurationResponse
    errors: [
        ServiceUnavailableException ConflictException ResourceNotFoundException ValidationException
        AccessDeniedException ThrottlingException
    ]
}

operation UpdateLogAnomalyDetector {
    input: UpdateLogAnomalyDetectorRequest
    errors: [
        InvalidParameterException ResourceNotFoundException ServiceUnavailableException
        OperationAbortedException
    ]
}

operation UpdateLookupTable {
    input: UpdateLookupTableRequest
    output: UpdateLookupTableResponse
    errors: [
        InvalidParameterException ResourceNotFoundException AccessDeniedException
        ValidationException ServiceUnavailableException
    ]
}

operation UpdateScheduledQuery {
    input: UpdateScheduledQueryRequest
    output: UpdateScheduledQueryResponse
    errors: [
        ValidationException AccessDeniedException ResourceNotFoundException ThrottlingException
        InternalServerException
    ]
}

@error("client")
structure AccessDeniedException {}

structure AccountPolicy {
    policyName: PolicyName
    policyDocument: AccountPolicyDocument
    lastUpdatedTime: Timestamp
    policyType: PolicyType
    scope: Scope
    selectionCriteria: SelectionCriteria
    accountId: AccountId
}

structure AddKeyEntry {
    @required key: Key
    @required value: AddKeyValue
    overwriteIfExists: OverwriteIfExists
}

structure AddKeys {
    @required entries: AddKeyEntries
}

structure AggregateLogGroupSummary {
    logGroupCount: LogGroupCount
    groupingIdentifiers: GroupingIdentifiers
}

structure Anomaly {
    @required anomalyId: AnomalyId
    @required patternId: PatternId
    @required anomalyDetectorArn: AnomalyDetectorArn
    @required patternString: PatternString
    patternRegex: PatternRegex
    priority: Priority
    @required firstSeen: EpochMillis
    @required lastSeen: EpochMillis
    @required description: Description
    @required active: Boolean
    @required state: State
    @required histogram: Histogram
    @required logSamples: LogSamples
    @required patternTokens: PatternTokens
    @required logGroupArnList: LogGroupArnList
    suppressed: Boolean
    suppressedDate: EpochMillis
    suppressedUntil: EpochMillis
    isPatternLevelSuppression: Boolean
}

structure AnomalyDetector {
    anomalyDetectorArn: AnomalyDetectorArn
    detectorName: DetectorName
    logGroupArnList: LogGroupArnList
    evaluationFrequency: EvaluationFrequency
    filterPattern: FilterPattern
    anomalyDetectorStatus: AnomalyDetectorStatus
    kmsKeyId: KmsKeyId
    creationTimeStamp: EpochMillis
    lastModifiedTimeStamp: EpochMillis
    anomalyVisibilityTime: AnomalyVisibilityTime
}

structure AssociateKmsKeyRequest {
    logGroupName: LogGroupName
    @required kmsKeyId: KmsKeyId
    resourceIdentifier: ResourceIdentifier
}

structure AssociateSourceToS3TableIntegrationRequest {
    @required integrationArn: Arn
    @required dataSource: DataSource
}

structure AssociateSourceToS3TableIntegrationResponse {
    identifier: S3TableIntegrationSourceIdentifier
}

structure CSV {
    quoteCharacter: QuoteCharacter
    delimiter: Delimiter
    columns: Columns
    source: Source
    destination: DestinationField
}

structure CancelExportTaskRequest {
    @required taskId: ExportTaskId
}

structure CancelImportTaskRequest {
    @required importId: ImportId
}

structure CancelImportTaskResponse {
    importId: ImportId
    importStatistics: ImportStatistics
    importStatus: ImportStatus
    creationTime: Timestamp
    lastUpdatedTime: Timestamp
}

structure ConfigurationTemplate {
    service: Service
    logType: LogType
    resourceType: ResourceType
    deliveryDestinationType: DeliveryDestinationType
    defaultDeliveryConfigValues: ConfigurationTemplateDeliveryConfigValues
    allowedFields: AllowedFields
    allowedOutputFormats: OutputFormats
    allowedActionForAllowVendedLogsDeliveryForResource: AllowedActionForAllowVendedLogsDeliveryForResource
    allowedFieldDelimiters: AllowedFieldDelimiters
    allowedSuffixPathFields: RecordFields
    deliverySourceConfiguration: DeliverySourceConfigurationSchemas
    s3TablesIntegration: S3TablesIntegration
}

structure ConfigurationTemplateDeliveryConfigValues {
    recordFields: RecordFields
    fieldDelimiter: FieldDelimiter
    s3DeliveryConfiguration: S3DeliveryConfiguration
}

@error("client")
structure ConflictException {}

structure CopyValue {
    @required entries: CopyValueEntries
}

structure CopyValueEntry {
    @required source: Source
    @required target: Target
    overwriteIfExists: OverwriteIfExists
}

structure CreateDeliveryRequest {
    @required deliverySourceName: DeliverySourceName
    @required deliveryDestinationArn: Arn
    recordFields: RecordFields
    fieldDelimiter: FieldDelimiter
    s3DeliveryConfiguration: S3DeliveryConfiguration
    tags: Tags
}

structure CreateDeliveryResponse {
    delivery: Delivery
}

structure CreateExportTaskRequest {
    taskName: ExportTaskName
    @required logGroupName: LogGroupName
    logStreamNamePrefix: LogStreamName
    @required from: Timestamp
    @required to: Timestamp
    @required destination: ExportDestinationBucket
    destinationPrefix: ExportDestinationPrefix
}

structure CreateExportTaskResponse {
    taskId: ExportTaskId
}

structure CreateImportTaskRequest {
    @required importSourceArn: Arn
    @required importRoleArn: RoleArn
    importFilter: ImportFilter
}

structure CreateImportTaskResponse {
    importId: ImportId
    importDestinationArn: Arn
    creationTime: Timestamp
}

structure CreateLogAnomalyDetectorRequest {
    @required logGroupArnList: LogGroupArnList
    detectorName: DetectorName
    evaluationFrequency: EvaluationFrequency
    filterPattern: FilterPattern
    kmsKeyId: DetectorKmsKeyArn
    anomalyVisibilityTime: AnomalyVisibilityTime
    tags: Tags
}

structure CreateLogAnomalyDetectorResponse {
    anomalyDetectorArn: AnomalyDetectorArn
}

structure CreateLogGroupRequest {
    @required logGroupName: LogGroupName
    kmsKeyId: KmsKeyId
    tags: Tags
    logGroupClass: LogGroupClass
    deletionProtectionEnabled: DeletionProtectionEnabled
}

structure CreateLogStreamRequest {
    @required logGroupName: LogGroupName
    @required logStreamName: LogStreamName
}

structure CreateLookupTableRequest {
    @required lookupTableName: LookupTableName
    description: LookupTableDescription
    @required tableBody: TableBody
    kmsKeyId: KmsKeyId
    tags: Tags
}

structure CreateLookupTableResponse {
    lookupTableArn: Arn
    createdAt: Timestamp
}

structure CreateScheduledQueryRequest {
    @required name: ScheduledQueryName
    description: ScheduledQueryDescription
    @required queryLanguage: QueryLanguage
    @required queryString: QueryString
    logGroupIdentifiers: ScheduledQueryLogGroupIdentifiers
    @required scheduleExpression: ScheduleExpression
    timezone: ScheduleTimezone
    startTimeOffset: StartTimeOffset
    destinationConfiguration: DestinationConfiguration
    scheduleStartTime: Timestamp
    scheduleEndTime: Timestamp
    @required executionRoleArn: RoleArn
    state: ScheduledQueryState
    tags: Tags
}

structure CreateScheduledQueryResponse {
    scheduledQueryArn: Arn
    state: ScheduledQueryState
}

@error("client")
structure DataAlreadyAcceptedException {
    expectedSequenceToken: SequenceToken
}

structure DataSource {
    @required name: DataSourceName
    type: DataSourceType
}

structure DataSourceFilter {
    @required name: DataSourceName
    type: DataSourceType
}

structure DateTimeConverter {
    @required source: Source
    @required target: Target
    targetFormat: TargetFormat
    @required matchPatterns: MatchPatterns
    sourceTimezone: SourceTimezone
    targetTimezone: TargetTimezone
    locale: Locale
}

structure DeleteAccountPolicyRequest {
    @required policyName: PolicyName
    @required policyType: PolicyType
}

structure DeleteDataProtectionPolicyRequest {
    @required logGroupIdentifier: LogGroupIdentifier
}

structure DeleteDeliveryDestinationPolicyRequest {
    @required deliveryDestinationName: DeliveryDestinationName
}

structure DeleteDeliveryDestinationRequest {
    @required name: DeliveryDestinationName
}

structure DeleteDeliveryRequest {
    @required id: DeliveryId
}

structure DeleteDeliverySourceRequest {
    @required name: DeliverySourceName
}

structure DeleteDestinationRequest {
    @required destinationName: DestinationName
}

structure DeleteIndexPolicyRequest {
    @required logGroupIdentifier: LogGroupIdentifier
}

structure DeleteIndexPolicyResponse {}

structure DeleteIntegrationRequest {
    @required integrationName: IntegrationName
    force: Force
}

structure DeleteIntegrationResponse {}

structure DeleteKeys {
    @required withKeys: DeleteWithKeys
}

structure DeleteLogAnomalyDetectorRequest {
    @required anomalyDetectorArn: AnomalyDetectorArn
}

structure DeleteLogGroupRequest {
    @required logGroupName: LogGroupName
}

structure DeleteLogStreamRequest {
    @required logGroupName: LogGroupName
    @required logStreamName: LogStreamName
}

structure DeleteLookupTableRequest {
    @required lookupTableArn: Arn
}

structure DeleteMetricFilterRequest {
    @required logGroupName: LogGroupName
    @required filterName: FilterName
}

structure DeleteQueryDefinitionRequest {
    @required queryDefinitionId: QueryId
}

structure DeleteQueryDefinitionResponse {
    success: Success
}

structure DeleteResourcePolicyRequest {
    policyName: PolicyName
    resourceArn: Arn
    expectedRevisionId: ExpectedRevisionId
}

structure DeleteRetentionPolicyRequest {
    @required logGroupName: LogGroupName
}

structure DeleteScheduledQueryRequest {
    @required identifier: ScheduledQueryIdentifier
}

structure DeleteScheduledQueryResponse {}

structure DeleteSubscriptionFilterRequest {
    @required logGroupName: LogGroupName
    @required filterName: FilterName
}

structure DeleteTransformerRequest {
    @required logGroupIdentifier: LogGroupIdentifier
}

structure Delivery {
    id: DeliveryId
    arn: Arn
    deliverySourceName: DeliverySourceName
    deliveryDestinationArn: Arn
    deliveryDestinationType: DeliveryDestinationType
    recordFields: RecordFields
    fieldDelimiter: FieldDelimiter
    s3DeliveryConfiguration: S3DeliveryConfiguration
    tags: Tags
}

structure DeliveryDestination {
    name: DeliveryDestinationName
    arn: Arn
    deliveryDestinationType: DeliveryDestinationType
    outputFormat: OutputFormat
    deliveryDestinationConfiguration: DeliveryDestinationConfiguration
    tags: Tags
}

structure DeliveryDestinationConfiguration {
    @required destinationResourceArn: Arn
}

structure DeliverySource {
    name: DeliverySourceName
    arn: Arn
    resourceArns: ResourceArns
    service: Service
    logType: LogType
    tags: Tags
    deliverySourceConfiguration: DeliverySourceConfiguration
    status: DeliverySourceStatus
    statusReason: DeliverySourceStatusReason
}

structure DeliverySourceConfigurationSchema {
    @required keyName: DeliverySourceConfigurationSchemaField
    @required valueType: DeliverySourceConfigurationSchemaValueType
    @required defaultValue: DeliverySourceConfigurationSchemaField
    supportedValues: DeliverySourceConfigurationSupportedValues
    minValue: DeliverySourceConfigurationNumericValue
    maxValue: DeliverySourceConfigurationNumericValue
}

structure DescribeAccountPoliciesRequest {
    @required policyType: PolicyType
    policyName: PolicyName
    accountIdentifiers: AccountIds
    nextToken: NextToken
}

structure DescribeAccountPoliciesResponse {
    accountPolicies: AccountPolicies
    nextToken: NextToken
}

structure DescribeConfigurationTemplatesRequest {
    service: Service
    logTypes: LogTypes
    resourceTypes: ResourceTypes
    deliveryDestinationTypes: DeliveryDestinationTypes
    nextToken: NextToken
    limit: DescribeLimit
}

structure DescribeConfigurationTemplatesResponse {
    configurationTemplates: ConfigurationTemplates
    nextToken: NextToken
}

structure DescribeDeliveriesRequest {
    nextToken: NextToken
    limit: DescribeLimit
}

structure DescribeDeliveriesResponse {
    deliveries: Deliveries
    nextToken: NextToken
}

structure DescribeDeliveryDestinationsRequest {
    nextToken: NextToken
    limit: DescribeLimit
}

structure DescribeDeliveryDestinationsResponse {
    deliveryDestinations: DeliveryDestinations
    nextToken: NextToken
}

structure DescribeDeliverySourcesRequest {
    nextToken: NextToken
    limit: DescribeLimit
}

structure DescribeDeliverySourcesResponse {
    deliverySources: DeliverySources
    nextToken: NextToken
}

structure DescribeDestinationsRequest {
    DestinationNamePrefix: DestinationName
    nextToken: NextToken
    limit: DescribeLimit
}

structure DescribeDestinationsResponse {
    destinations: Destinations
    nextToken: NextToken
}

structure DescribeExportTasksRequest {
    taskId: ExportTaskId
    statusCode: ExportTaskStatusCode
    nextToken: NextToken
    limit: DescribeLimit
}

structure DescribeExportTasksResponse {
    exportTasks: ExportTasks
    nextToken: NextToken
}

structure DescribeFieldIndexesRequest {
    @required logGroupIdentifiers: DescribeFieldIndexesLogGroupIdentifiers
    nextToken: NextToken
}

structure DescribeFieldIndexesResponse {
    fieldIndexes: FieldIndexes
    nextToken: NextToken
}

structure DescribeImportTaskBatchesRequest {
    @required importId: ImportId
    batchImportStatus: ImportStatusList
    limit: DescribeLimit
    nextToken: NextToken
}

structure DescribeImportTaskBatchesResponse {
    importSourceArn: Arn
    importId: ImportId
    importBatches: ImportBatchList
    nextToken: NextToken
}

structure DescribeImportTasksRequest {
    importId: ImportId
    importStatus: ImportStatus
    importSourceArn: Arn
    limit: DescribeLimit
    nextToken: NextToken
}

structure DescribeImportTasksResponse {
    imports: ImportList
    nextToken: NextToken
}

structure DescribeIndexPoliciesRequest {
    @required logGroupIdentifiers: DescribeIndexPoliciesLogGroupIdentifiers
    nextToken: NextToken
}

structure DescribeIndexPoliciesResponse {
    indexPolicies: IndexPolicies
    nextToken: NextToken
}

structure DescribeLogGroupsRequest {
    accountIdentifiers: AccountIds
    logGroupNamePrefix: LogGroupName
    logGroupNamePattern: LogGroupNamePattern
    nextToken: NextToken
    limit: DescribeLimit
    includeLinkedAccounts: IncludeLinkedAccounts
    logGroupClass: LogGroupClass
    logGroupIdentifiers: DescribeLogGroupsLogGroupIdentifiers
}

structure DescribeLogGroupsResponse {
    logGroups: LogGroups
    nextToken: NextToken
}

structure DescribeLogStreamsRequest {
    logGroupName: LogGroupName
    logGroupIdentifier: LogGroupIdentifier
    logStreamNamePrefix: LogStreamName
    orderBy: OrderBy
    descending: Descending
    nextToken: NextToken
    limit: DescribeLimit
}

structure DescribeLogStreamsResponse {
    logStreams: LogStreams
    nextToken: NextToken
}

structure DescribeLookupTablesRequest {
    lookupTableNamePrefix: LookupTableName
    maxResults: DescribeLookupTablesMaxResults
    nextToken: NextToken
}

structure DescribeLookupTablesResponse {
    lookupTables: LookupTables
    nextToken: NextToken
}

structure DescribeMetricFiltersRequest {
    logGroupName: LogGroupName
    filterNamePrefix: FilterName
    nextToken: NextToken
    limit: DescribeLimit
    metricName: MetricName
    metricNamespace: MetricNamespace
}

structure DescribeMetricFiltersResponse {
    metricFilters: MetricFilters
    nextToken: NextToken
}

structure DescribeQueriesRequest {
    logGroupName: LogGroupName
    status: QueryStatus
    maxResults: DescribeQueriesMaxResults
    nextToken: NextToken
    queryLanguage: QueryLanguage
}

structure DescribeQueriesResponse {
    queries: QueryInfoList
    nextToken: NextToken
}

structure DescribeQueryDefinitionsRequest {
    queryLanguage: QueryLanguage
    queryDefinitionNamePrefix: QueryDefinitionName
    maxResults: QueryListMaxResults
    nextToken: NextToken
}

structure DescribeQueryDefinitionsResponse {
    queryDefinitions: QueryDefinitionList
    nextToken: NextToken
}

structure DescribeResourcePoliciesRequest {
    nextToken: NextToken
    limit: DescribeLimit
    resourceArn: Arn
    policyScope: PolicyScope
}

structure DescribeResourcePoliciesResponse {
    resourcePolicies: ResourcePolicies
    nextToken: NextToken
}

structure DescribeSubscriptionFiltersRequest {
    @required logGroupName: LogGroupName
    filterNamePrefix: FilterName
    nextToken: NextToken
    limit: DescribeLimit
}

structure DescribeSubscriptionFiltersResponse {
    subscriptionFilters: SubscriptionFilters
    nextToken: NextToken
}

structure Destination {
    destinationName: DestinationName
    targetArn: TargetArn
    roleArn: RoleArn
    accessPolicy: AccessPolicy
    arn: Arn
    creationTime: Timestamp
}

structure DestinationConfiguration {
    @required s3Configuration: S3Configuration
}

structure DisassociateKmsKeyRequest {
    logGroupName: LogGroupName
    resourceIdentifier: ResourceIdentifier
}

structure DisassociateSourceFromS3TableIntegrationRequest {
    @required identifier: S3TableIntegrationSourceIdentifier
}

structure DisassociateSourceFromS3TableIntegrationResponse {
    identifier: S3TableIntegrationSourceIdentifier
}

structure Entity {
    keyAttributes: EntityKeyAttributes
    attributes: EntityAttributes
}

structure ExportTask {
    taskId: ExportTaskId
    taskName: ExportTaskName
    logGroupName: LogGroupName
    from: Timestamp
    to: Timestamp
    destination: ExportDestinationBucket
    destinationPrefix: ExportDestinationPrefix
    status: ExportTaskStatus
    executionInfo: ExportTaskExecutionInfo
}

structure ExportTaskExecutionInfo {
    creationTime: Timestamp
    completionTime: Timestamp
}

structure ExportTaskStatus {
    code: ExportTaskStatusCode
    message: ExportTaskStatusMessage
}

structure FieldIndex {
    logGroupIdentifier: LogGroupIdentifier
    fieldIndexName: FieldIndexName
    lastScanTime: Timestamp
    firstEventTime: Timestamp
    lastEventTime: Timestamp
    type: IndexType
}

structure FieldsData {
    data: Data
}

structure FilterLogEventsRequest {
    logGroupName: LogGroupName
    logGroupIdentifier: LogGroupIdentifier
    logStreamNames: InputLogStreamNames
    logStreamNamePrefix: LogStreamName
    startTime: Timestamp
    endTime: Timestamp
    filterPattern: FilterPattern
    nextToken: NextToken
    limit: EventsLimit
    @deprecated interleaved: Interleaved
    unmask: Unmask
}

structure FilterLogEventsResponse {
    events: FilteredLogEvents
    searchedLogStreams: SearchedLogStreams
    nextToken: NextToken
}

structure FilteredLogEvent {
    logStreamName: LogStreamName
    timestamp: Timestamp
    message: EventMessage
    ingestionTime: Timestamp
    eventId: EventId
}

structure GetDataProtectionPolicyRequest {
    @required logGroupIdentifier: LogGroupIdentifier
}

structure GetDataProtectionPolicyResponse {
    logGroupIdentifier: LogGroupIdentifier
    policyDocument: DataProtectionPolicyDocument
    lastUpdatedTime: Timestamp
}

structure GetDeliveryDestinationPolicyRequest {
    @required deliveryDestinationName: DeliveryDestinationName
}

structure GetDeliveryDestinationPolicyResponse {
    policy: Policy
}

structure GetDeliveryDestinationRequest {
    @required name: DeliveryDestinationName
}

structure GetDeliveryDestinationResponse {
    deliveryDestination: DeliveryDestination
}

structure GetDeliveryRequest {
    @required id: DeliveryId
}

structure GetDeliveryResponse {
    delivery: Delivery
}

structure GetDeliverySourceRequest {
    @required name: DeliverySourceName
}

structure GetDeliverySourceResponse {
    deliverySource: DeliverySource
}

structure GetIntegrationRequest {
    @required integrationName: IntegrationName
}

structure GetIntegrationResponse {
    integrationName: IntegrationName
    integrationType: IntegrationType
    integrationStatus: IntegrationStatus
    integrationDetails: IntegrationDetails
}

structure GetLogAnomalyDetectorRequest {
    @required anomalyDetectorArn: AnomalyDetectorArn
}

structure GetLogAnomalyDetectorResponse {
    detectorName: DetectorName
    logGroupArnList: LogGroupArnList
    evaluationFrequency: EvaluationFrequency
    filterPattern: FilterPattern
    anomalyDetectorStatus: AnomalyDetectorStatus
    kmsKeyId: KmsKeyId
    creationTimeStamp: EpochMillis
    lastModifiedTimeStamp: EpochMillis
    anomalyVisibilityTime: AnomalyVisibilityTime
}

structure GetLogEventsRequest {
    logGroupName: LogGroupName
    logGroupIdentifier: LogGroupIdentifier
    @required logStreamName: LogStreamName
    startTime: Timestamp
    endTime: Timestamp
    nextToken: NextToken
    limit: EventsLimit
    startFromHead: StartFromHead
    unmask: Unmask
}

structure GetLogEventsResponse {
    events: OutputLogEvents
    nextForwardToken: NextToken
    nextBackwardToken: NextToken
}

structure GetLogFieldsRequest {
    @required dataSourceName: DataSourceName
    @required dataSourceType: DataSourceType
}

structure GetLogFieldsResponse {
    logFields: LogFieldsList
}

structure GetLogGroupFieldsRequest {
    logGroupName: LogGroupName
    time: Timestamp
    logGroupIdentifier: LogGroupIdentifier
}

structure GetLogGroupFieldsResponse {
    logGroupFields: LogGroupFieldList
}

structure GetLogObjectRequest {
    unmask: Unmask
    @required logObjectPointer: LogObjectPointer
}

structure GetLogObjectResponse {
    fieldStream: GetLogObjectResponseStream
}

@streaming
union GetLogObjectResponseStream {
    fields: FieldsData
    InternalStreamingException: InternalStreamingException
}

structure GetLogRecordRequest {
    @required logRecordPointer: LogRecordPointer
    unmask: Unmask
}

structure GetLogRecordResponse {
    logRecord: LogRecord
}

structure GetLookupTableRequest {
    @required lookupTableArn: Arn
}

structure GetLookupTableResponse {
    lookupTableArn: Arn
    lookupTableName: LookupTableName
    description: LookupTableDescription
    tableBody: TableBody
    sizeBytes: StoredBytes
    lastUpdatedTime: Timestamp
    kmsKeyId: KmsKeyId
}

structure GetQueryResultsRequest {
    @required queryId: QueryId
    nextToken: GetQueryResultsNextToken
    maxItems: GetQueryResultsMaxItems
}

structure GetQueryResultsResponse {
    queryLanguage: QueryLanguage
    results: QueryResults
    statistics: QueryStatistics
    status: QueryStatus
    encryptionKey: EncryptionKey
    nextToken: GetQueryResultsNextToken
}

structure GetScheduledQueryHistoryRequest {
    @required identifier: ScheduledQueryIdentifier
    @required startTime: Timestamp
    @required endTime: Timestamp
    executionStatuses: ExecutionStatusList
    maxResults: GetScheduledQueryHistoryMaxResults
    nextToken: NextToken
}

structure GetScheduledQueryHistoryResponse {
    name: ScheduledQueryName
    scheduledQueryArn: Arn
    triggerHistory: TriggerHistoryRecordList
    nextToken: NextToken
}

structure GetScheduledQueryRequest {
    @required identifier: ScheduledQueryIdentifier
}

structure GetScheduledQueryResponse {
    scheduledQueryArn: Arn
    name: ScheduledQueryName
    description: ScheduledQueryDescription
    queryLanguage: QueryLanguage
    queryString: QueryString
    logGroupIdentifiers: ScheduledQueryLogGroupIdentifiers
    scheduleExpression: ScheduleExpression
    timezone: ScheduleTimezone
    startTimeOffset: StartTimeOffset
    destinationConfiguration: DestinationConfiguration
    state: ScheduledQueryState
    lastTriggeredTime: Timestamp
    lastExecutionStatus: ExecutionStatus
    scheduleStartTime: Timestamp
    scheduleEndTime: Timestamp
    executionRoleArn: RoleArn
    creationTime: Timestamp
    lastUpdatedTime: Timestamp
}

structure GetTransformerRequest {
    @required logGroupIdentifier: LogGroupIdentifier
}

structure GetTransformerResponse {
    logGroupIdentifier: LogGroupIdentifier
    creationTime: Timestamp
    lastModifiedTime: Timestamp
    transformerConfig: Processors
}

structure Grok {
    source: Source
    @required match: GrokMatch
}

structure GroupingIdentifier {
    key: GroupingIdentifierKey
    value: GroupingIdentifierValue
}

structure Import {
    importId: ImportId
    importSourceArn: Arn
    importStatus: ImportStatus
    importDestinationArn: Arn
    importStatistics: ImportStatistics
    importFilter: ImportFilter
    creationTime: Timestamp
    lastUpdatedTime: Timestamp
    errorMessage: ErrorMessage
}

structure ImportBatch {
    @required batchId: BatchId
    @required status: ImportStatus
    errorMessage: ErrorMessage
}

structure ImportFilter {
    startEventTime: Timestamp
    endEventTime: Timestamp
}

structure ImportStatistics {
    bytesImported: StoredBytes
}

structure IndexPolicy {
    logGroupIdentifier: LogGroupIdentifier
    lastUpdateTime: Timestamp
    policyDocument: PolicyDocument
    policyName: PolicyName
    source: IndexSource
}

structure InputLogEvent {
    @required timestamp: Timestamp
    @required message: EventMessage
}

union IntegrationDetails {
    openSearchIntegrationDetails: OpenSearchIntegrationDetails
}

structure IntegrationSummary {
    integrationName: IntegrationName
    integrationType: IntegrationType
    integrationStatus: IntegrationStatus
}

@error("server")
structure InternalServerException {}

@error("client")
structure InternalStreamingException {
    message: Message
}

@error("client")
structure InvalidOperationException {}

@error("client")
structure InvalidParameterException {}

@error("client")
structure InvalidSequenceTokenException {
    expectedSequenceToken: SequenceToken
}

@error("client")
structure LimitExceededException {}

structure ListAggregateLogGroupSummariesRequest {
    accountIdentifiers: AccountIds
    includeLinkedAccounts: IncludeLinkedAccounts
    logGroupClass: LogGroupClass
    logGroupNamePattern: LogGroupNameRegexPattern
    dataSources: DataSourceFilters
    @required groupBy: ListAggregateLogGroupSummariesGroupBy
    nextToken: NextToken
    limit: ListLogGroupsRequestLimit
}

structure ListAggregateLogGroupSummariesResponse {
    aggregateLogGroupSummaries: AggregateLogGroupSummaries
    nextToken: NextToken
}

structure ListAnomaliesRequest {
    anomalyDetectorArn: AnomalyDetectorArn
    suppressionState: SuppressionState
    limit: ListAnomaliesLimit
    nextToken: NextToken
}

structure ListAnomaliesResponse {
    anomalies: Anomalies
    nextToken: NextToken
}

structure ListIntegrationsRequest {
    integrationNamePrefix: IntegrationNamePrefix
    integrationType: IntegrationType
    integrationStatus: IntegrationStatus
}

structure ListIntegrationsResponse {
    integrationSummaries: IntegrationSummaries
}

structure ListLogAnomalyDetectorsRequest {
    filterLogGroupArn: LogGroupArn
    limit: ListLogAnomalyDetectorsLimit
    nextToken: NextToken
}

structure ListLogAnomalyDetectorsResponse {
    anomalyDetectors: AnomalyDetectors
    nextToken: NextToken
}

structure ListLogGroupsForQueryRequest {
    @required queryId: QueryId
    nextToken: NextToken
    maxResults: ListLogGroupsForQueryMaxResults
}

structure ListLogGroupsForQueryResponse {
    logGroupIdentifiers: LogGroupIdentifiers
    nextToken: NextToken
}

structure ListLogGroupsRequest {
    logGroupNamePattern: LogGroupNameRegexPattern
    logGroupClass: LogGroupClass
    includeLinkedAccounts: IncludeLinkedAccounts
    accountIdentifiers: AccountIds
    nextToken: NextToken
    limit: ListLimit
    dataSources: DataSourceFilters
    fieldIndexNames: FieldIndexNames
    logGroupTags: TagFilters
}

structure ListLogGroupsResponse {
    logGroups: LogGroupSummaries
    nextToken: NextToken
}

structure ListScheduledQueriesRequest {
    maxResults: ListScheduledQueriesMaxResults
    nextToken: NextToken
    state: ScheduledQueryState
}

structure ListScheduledQueriesResponse {
    nextToken: NextToken
    scheduledQueries: ScheduledQuerySummaryList
}

structure ListSourcesForS3TableIntegrationRequest {
    @required integrationArn: Arn
    maxResults: ListSourcesForS3TableIntegrationMaxResults
    nextToken: NextToken
}

structure ListSourcesForS3TableIntegrationResponse {
    sources: S3TableIntegrationSources
    nextToken: NextToken
}

structure ListTagsForResourceRequest {
    @required resourceArn: AmazonResourceName
}

structure ListTagsForResourceResponse {
    tags: Tags
}

@deprecated
structure ListTagsLogGroupRequest {
    @required logGroupName: LogGroupName
}

@deprecated
structure ListTagsLogGroupResponse {
    tags: Tags
}

structure ListToMap {
    @required source: Source
    @required key: Key
    valueKey: ValueKey
    target: Target
    flatten: Flatten
    flattenedElement: FlattenedElement
}

structure LiveTailSessionLogEvent {
    logStreamName: LogStreamName
    logGroupIdentifier: LogGroupIdentifier
    message: EventMessage
    timestamp: Timestamp
    ingestionTime: Timestamp
}

structure LiveTailSessionMetadata {
    sampled: IsSampled
}

structure LiveTailSessionStart {
    requestId: RequestId
    sessionId: SessionId
    logGroupIdentifiers: StartLiveTailLogGroupIdentifiers
    logStreamNames: InputLogStreamNames
    logStreamNamePrefixes: InputLogStreamNames
    logEventFilterPattern: FilterPattern
}

structure LiveTailSessionUpdate {
    sessionMetadata: LiveTailSessionMetadata
    sessionResults: LiveTailSessionResults
}

structure LogEvent {
    timestamp: Timestamp
    message: EventMessage
}

structure LogFieldType {
    type: DataType
    element: LogFieldType
    fields: LogFieldsList
}

structure LogFieldsListItem {
    logFieldName: LogFieldName
    logFieldType: LogFieldType
}

structure LogGroup {
    logGroupName: LogGroupName
    creationTime: Timestamp
    retentionInDays: Days
    metricFilterCount: FilterCount
    arn: Arn
    storedBytes: StoredBytes
    kmsKeyId: KmsKeyId
    dataProtectionStatus: DataProtectionStatus
    inheritedProperties: InheritedProperties
    logGroupClass: LogGroupClass
    logGroupArn: Arn
    deletionProtectionEnabled: DeletionProtectionEnabled
    bearerTokenAuthenticationEnabled: BearerTokenAuthenticationEnabled
}

structure LogGroupField {
    name: Field
    percent: Percentage
}

structure LogGroupSummary {
    logGroupName: LogGroupName
    logGroupArn: Arn
    logGroupClass: LogGroupClass
}

structure LogStream {
    logStreamName: LogStreamName
    creationTime: Timestamp
    firstEventTimestamp: Timestamp
    lastEventTimestamp: Timestamp
    lastIngestionTime: Timestamp
    uploadSequenceToken: SequenceToken
    arn: Arn
    @deprecated storedBytes: StoredBytes
}

structure LookupTable {
    lookupTableArn: Arn
    lookupTableName: LookupTableName
    description: LookupTableDescription
    tableFields: TableFields
    recordsCount: RecordsCount
    sizeBytes: StoredBytes
    lastUpdatedTime: Timestamp
    kmsKeyId: KmsKeyId
}

structure LowerCaseString {
    @required withKeys: LowerCaseStringWithKeys
}

@error("client")
structure MalformedQueryException {
    queryCompileError: QueryCompileError
}

structure MetricFilter {
    filterName: FilterName
    filterPattern: FilterPattern
    metricTransformations: MetricTransformations
    creationTime: Timestamp
    logGroupName: LogGroupName
    applyOnTransformedLogs: ApplyOnTransformedLogs
    fieldSelectionCriteria: FieldSelectionCriteria
    emitSystemFieldDimensions: EmitSystemFields
}

structure MetricFilterMatchRecord {
    eventNumber: EventNumber
    eventMessage: EventMessage
    extractedValues: ExtractedValues
}

structure MetricTransformation {
    @required metricName: MetricName
    @required metricNamespace: MetricNamespace
    @required metricValue: MetricValue
    defaultValue: DefaultValue
    dimensions: Dimensions
    unit: StandardUnit
}

structure MoveKeyEntry {
    @required source: Source
    @required target: Target
    overwriteIfExists: OverwriteIfExists
}

structure MoveKeys {
    @required entries: MoveKeyEntries
}

structure OpenSearchApplication {
    applicationEndpoint: OpenSearchApplicationEndpoint
    applicationArn: Arn
    applicationId: OpenSearchApplicationId
    status: OpenSearchResourceStatus
}

structure OpenSearchCollection {
    collectionEndpoint: OpenSearchCollectionEndpoint
    collectionArn: Arn
    status: OpenSearchResourceStatus
}

structure OpenSearchDataAccessPolicy {
    policyName: OpenSearchPolicyName
    status: OpenSearchResourceStatus
}

structure OpenSearchDataSource {
    dataSourceName: OpenSearchDataSourceName
    status: OpenSearchResourceStatus
}

structure OpenSearchEncryptionPolicy {
    policyName: OpenSearchPolicyName
    status: OpenSearchResourceStatus
}

structure OpenSearchIntegrationDetails {
    dataSource: OpenSearchDataSource
    application: OpenSearchApplication
    collection: OpenSearchCollection
    workspace: OpenSearchWorkspace
    encryptionPolicy: OpenSearchEncryptionPolicy
    networkPolicy: OpenSearchNetworkPolicy
    accessPolicy: OpenSearchDataAccessPolicy
    lifecyclePolicy: OpenSearchLifecyclePolicy
}

structure OpenSearchLifecyclePolicy {
    policyName: OpenSearchPolicyName
    status: OpenSearchResourceStatus
}

structure OpenSearchNetworkPolicy {
    policyName: OpenSearchPolicyName
    status: OpenSearchResourceStatus
}

structure OpenSearchResourceConfig {
    kmsKeyArn: Arn
    @required dataSourceRoleArn: Arn
    @required dashboardViewerPrincipals: DashboardViewerPrincipals
    applicationArn: Arn
    @required retentionDays: CollectionRetentionDays
}

structure OpenSearchResourceStatus {
    status: OpenSearchResourceStatusType
    statusMessage: IntegrationStatusMessage
}

structure OpenSearchWorkspace {
    workspaceId: OpenSearchWorkspaceId
    status: OpenSearchResourceStatus
}

@error("client")
structure OperationAbortedException {}

structure OutputLogEvent {
    timestamp: Timestamp
    message: EventMessage
    ingestionTime: Timestamp
}

structure ParseCloudfront {
    source: Source
}

structure ParseJSON {
    source: Source
    destination: DestinationField
}

structure ParseKeyValue {
    source: Source
    destination: DestinationField
    fieldDelimiter: ParserFieldDelimiter
    keyValueDelimiter: KeyValueDelimiter
    keyPrefix: KeyPrefix
    nonMatchValue: NonMatchValue
    overwriteIfExists: OverwriteIfExists
}

structure ParsePostgres {
    source: Source
}

structure ParseRoute53 {
    source: Source
}

structure ParseToOCSF {
    source: Source
    @required eventSource: EventSource
    @required ocsfVersion: OCSFVersion
    mappingVersion: MappingVersion
}

structure ParseVPC {
    source: Source
}

structure ParseWAF {
    source: Source
}

structure PatternToken {
    dynamicTokenPosition: DynamicTokenPosition
    isDynamic: Boolean
    tokenString: TokenString
    enumerations: Enumerations
    inferredTokenName: InferredTokenName
}

structure Policy {
    deliveryDestinationPolicy: DeliveryDestinationPolicy
}

structure Processor {
    addKeys: AddKeys
    copyValue: CopyValue
    csv: CSV
    dateTimeConverter: DateTimeConverter
    deleteKeys: DeleteKeys
    grok: Grok
    listToMap: ListToMap
    lowerCaseString: LowerCaseString
    moveKeys: MoveKeys
    parseCloudfront: ParseCloudfront
    parseJSON: ParseJSON
    parseKeyValue: ParseKeyValue
    parseRoute53: ParseRoute53
    parseToOCSF: ParseToOCSF
    parsePostgres: ParsePostgres
    parseVPC: ParseVPC
    parseWAF: ParseWAF
    renameKeys: RenameKeys
    splitString: SplitString
    substituteString: SubstituteString
    trimString: TrimString
    typeConverter: TypeConverter
    upperCaseString: UpperCaseString
}

structure PutAccountPolicyRequest {
    @required policyName: PolicyName
    @required policyDocument: AccountPolicyDocument
    @required policyType: PolicyType
    scope: Scope
    selectionCriteria: SelectionCriteria
}

structure PutAccountPolicyResponse {
    accountPolicy: AccountPolicy
}

structure PutBearerTokenAuthenticationRequest {
    @required logGroupIdentifier: LogGroupIdentifier
    @required bearerTokenAuthenticationEnabled: BearerTokenAuthenticationEnabled
}

structure PutDataProtectionPolicyRequest {
    @required logGroupIdentifier: LogGroupIdentifier
    @required policyDocument: DataProtectionPolicyDocument
}

structure PutDataProtectionPolicyResponse {
    logGroupIdentifier: LogGroupIdentifier
    policyDocument: DataProtectionPolicyDocument
    lastUpdatedTime: Timestamp
}

structure PutDeliveryDestinationPolicyRequest {
    @required deliveryDestinationName: DeliveryDestinationName
    @required deliveryDestinationPolicy: DeliveryDestinationPolicy
}

structure PutDeliveryDestinationPolicyResponse {
    policy: Policy
}

structure PutDeliveryDestinationRequest {
    @required name: DeliveryDestinationName
    outputFormat: OutputFormat
    deliveryDestinationConfiguration: DeliveryDestinationConfiguration
    deliveryDestinationType: DeliveryDestinationType
    tags: Tags
}

structure PutDeliveryDestinationResponse {
    deliveryDestination: DeliveryDestination
}

structure PutDeliverySourceRequest {
    @required name: DeliverySourceName
    @required resourceArn: Arn
    @required logType: LogType
    tags: Tags
    deliverySourceConfiguration: DeliverySourceConfiguration
}

structure PutDeliverySourceResponse {
    deliverySource: DeliverySource
}

structure PutDestinationPolicyRequest {
    @required destinationName: DestinationName
    @required accessPolicy: AccessPolicy
    forceUpdate: ForceUpdate
}

structure PutDestinationRequest {
    @required destinationName: DestinationName
    @required targetArn: TargetArn
    @required roleArn: RoleArn
    tags: Tags
}

structure PutDestinationResponse {
    destination: Destination
}

structure PutIndexPolicyRequest {
    @required logGroupIdentifier: LogGroupIdentifier
    @required policyDocument: PolicyDocument
}

structure PutIndexPolicyResponse {
    indexPolicy: IndexPolicy
}

structure PutIntegrationRequest {
    @required integrationName: IntegrationName
    @required resourceConfig: ResourceConfig
    @required integrationType: IntegrationType
}

structure PutIntegrationResponse {
    integrationName: IntegrationName
    integrationStatus: IntegrationStatus
}

structure PutLogEventsRequest {
    @required logGroupName: LogGroupName
    @required logStreamName: LogStreamName
    @required logEvents: InputLogEvents
    sequenceToken: SequenceToken
    entity: Entity
}

structure PutLogEventsResponse {
    nextSequenceToken: SequenceToken
    rejectedLogEventsInfo: RejectedLogEventsInfo
    rejectedEntityInfo: RejectedEntityInfo
}

structure PutLogGroupDeletionProtectionRequest {
    @required logGroupIdentifier: LogGroupIdentifier
    @required deletionProtectionEnabled: DeletionProtectionEnabled
}

structure PutMetricFilterRequest {
    @required logGroupName: LogGroupName
    @required filterName: FilterName
    @required filterPattern: FilterPattern
    @required metricTransformations: MetricTransformations
    applyOnTransformedLogs: ApplyOnTransformedLogs
    fieldSelectionCriteria: FieldSelectionCriteria
    emitSystemFieldDimensions: EmitSystemFields
}

structure PutQueryDefinitionRequest {
    queryLanguage: QueryLanguage
    @required name: QueryDefinitionName
    queryDefinitionId: QueryId
    logGroupNames: LogGroupNames
    @required queryString: QueryDefinitionString
    @idempotencyToken clientToken: ClientToken
    parameters: QueryParameterList
}

structure PutQueryDefinitionResponse {
    queryDefinitionId: QueryId
}

structure PutResourcePolicyRequest {
    policyName: PolicyName
    policyDocument: PolicyDocument
    resourceArn: Arn
    expectedRevisionId: ExpectedRevisionId
}

structure PutResourcePolicyResponse {
    resourcePolicy: ResourcePolicy
    revisionId: ExpectedRevisionId
}

structure PutRetentionPolicyRequest {
    @required logGroupName: LogGroupName
    @required retentionInDays: Days
}

structure PutSubscriptionFilterRequest {
    @required logGroupName: LogGroupName
    @required filterName: FilterName
    @required filterPattern: FilterPattern
    @required destinationArn: DestinationArn
    roleArn: RoleArn
    distribution: Distribution
    applyOnTransformedLogs: ApplyOnTransformedLogs
    fieldSelectionCriteria: FieldSelectionCriteria
    emitSystemFields: EmitSystemFields
}

structure PutTransformerRequest {
    @required logGroupIdentifier: LogGroupIdentifier
    @required transformerConfig: Processors
}

structure QueryCompileError {
    location: QueryCompileErrorLocation
    message: Message
}

structure QueryCompileErrorLocation {
    startCharOffset: QueryCharOffset
    endCharOffset: QueryCharOffset
}

structure QueryDefinition {
    queryLanguage: QueryLanguage
    queryDefinitionId: QueryId
    name: QueryDefinitionName
    queryString: QueryDefinitionString
    lastModified: Timestamp
    logGroupNames: LogGroupNames
    parameters: QueryParameterList
}

structure QueryInfo {
    queryLanguage: QueryLanguage
    queryId: QueryId
    queryString: QueryString
    status: QueryStatus
    createTime: Timestamp
    logGroupName: LogGroupName
    queryDuration: QueryDuration
    bytesScanned: BytesScannedValue
    userIdentity: UserIdentity
}

structure QueryParameter {
    @required name: QueryParameterName
    defaultValue: QueryParameterDefaultValue
    description: QueryParameterDescription
}

structure QueryStatistics {
    recordsMatched: StatsValue
    recordsScanned: StatsValue
    estimatedRecordsSkipped: StatsValue
    bytesScanned: StatsValue
    estimatedBytesSkipped: StatsValue
    logGroupsScanned: StatsValue
}

structure RecordField {
    name: FieldHeader
    mandatory: Boolean
}

structure RejectedEntityInfo {
    @required errorType: EntityRejectionErrorType
}

structure RejectedLogEventsInfo {
    tooNewLogEventStartIndex: LogEventIndex
    tooOldLogEventEndIndex: LogEventIndex
    expiredLogEventEndIndex: LogEventIndex
}

structure RenameKeyEntry {
    @required key: Key
    @required renameTo: RenameTo
    overwriteIfExists: OverwriteIfExists
}

structure RenameKeys {
    @required entries: RenameKeyEntries
}

@error("client")
structure ResourceAlreadyExistsException {}

union ResourceConfig {
    openSearchResourceConfig: OpenSearchResourceConfig
}

@error("client")
structure ResourceNotFoundException {}

structure ResourcePolicy {
    policyName: PolicyName
    policyDocument: PolicyDocument
    lastUpdatedTime: Timestamp
    policyScope: PolicyScope
    resourceArn: Arn
    revisionId: ExpectedRevisionId
}

structure ResultField {
    field: Field
    value: Value
}

structure S3Configuration {
    @required destinationIdentifier: S3Uri
    @required roleArn: RoleArn
    ownerAccountId: AccountId
    kmsKeyId: KmsKeyId
}

structure S3DeliveryConfiguration {
    suffixPath: DeliverySuffixPath
    enableHiveCompatiblePath: Boolean
}

structure S3TableIntegrationSource {
    identifier: S3TableIntegrationSourceIdentifier
    dataSource: DataSource
    status: S3TableIntegrationSourceStatus
    statusReason: S3TableIntegrationSourceStatusReason
    createdTimeStamp: Timestamp
    parentSourceIdentifier: S3TableIntegrationSourceIdentifier
}

structure S3TablesIntegration {
    datasourceName: S3TablesDatasourceName
    datasourceType: S3TablesDatasourceType
}

structure ScheduledQueryDestination {
    destinationType: ScheduledQueryDestinationType
    destinationIdentifier: String
    status: ActionStatus
    processedIdentifier: String
    errorMessage: String
}

structure ScheduledQuerySummary {
    scheduledQueryArn: Arn
    name: ScheduledQueryName
    state: ScheduledQueryState
    lastTriggeredTime: Timestamp
    lastExecutionStatus: ExecutionStatus
    scheduleExpression: ScheduleExpression
    timezone: ScheduleTimezone
    destinationConfiguration: DestinationConfiguration
    creationTime: Timestamp
    lastUpdatedTime: Timestamp
}

structure SearchedLogStream {
    logStreamName: LogStreamName
    searchedCompletely: LogStreamSearchedCompletely
}

@error("client")
structure ServiceQuotaExceededException {}

@error("server")
structure ServiceUnavailableException {}

@error("client")
structure SessionStreamingException {
    message: Message
}

@error("client")
structure SessionTimeoutException {
    message: Message
}

structure SplitString {
    @required entries: SplitStringEntries
}

structure SplitStringEntry {
    @required source: Source
    @required delimiter: SplitStringDelimiter
}

structure StartLiveTailRequest {
    @required logGroupIdentifiers: StartLiveTailLogGroupIdentifiers
    logStreamNames: InputLogStreamNames
    logStreamNamePrefixes: InputLogStreamNames
    logEventFilterPattern: FilterPattern
}

structure StartLiveTailResponse {
    responseStream: StartLiveTailResponseStream
}

@streaming
union StartLiveTailResponseStream {
    sessionStart: LiveTailSessionStart
    sessionUpdate: LiveTailSessionUpdate
    SessionTimeoutException: SessionTimeoutException
    SessionStreamingException: SessionStreamingException
}

structure StartQueryRequest {
    queryLanguage: QueryLanguage
    logGroupName: LogGroupName
    logGroupNames: LogGroupNames
    logGroupIdentifiers: LogGroupIdentifiers
    @required startTime: Timestamp
    @required endTime: Timestamp
    @required queryString: QueryString
    limit: EventsLimitStartQuery
}

structure StartQueryResponse {
    queryId: QueryId
}

structure StopQueryRequest {
    @required queryId: QueryId
}

structure StopQueryResponse {
    success: Success
}

structure SubscriptionFilter {
    filterName: FilterName
    logGroupName: LogGroupName
    filterPattern: FilterPattern
    destinationArn: DestinationArn
    roleArn: RoleArn
    distribution: Distribution
    applyOnTransformedLogs: ApplyOnTransformedLogs
    creationTime: Timestamp
    fieldSelectionCriteria: FieldSelectionCriteria
    emitSystemFields: EmitSystemFields
}

structure SubstituteString {
    @required entries: SubstituteStringEntries
}

structure SubstituteStringEntry {
    @required source: Source
    @required from: FromKey
    @required to: ToKey
}

structure SuppressionPeriod {
    value: Integer
    suppressionUnit: SuppressionUnit
}

structure TagFilter {
    @required key: TagFilterKey
    values: TagFilterValues
}

@deprecated
structure TagLogGroupRequest {
    @required logGroupName: LogGroupName
    @required tags: Tags
}

structure TagResourceRequest {
    @required resourceArn: AmazonResourceName
    @required tags: Tags
}

structure TestMetricFilterRequest {
    @required filterPattern: FilterPattern
    @required logEventMessages: TestEventMessages
}

structure TestMetricFilterResponse {
    matches: MetricFilterMatches
}

structure TestTransformerRequest {
    @required transformerConfig: Processors
    @required logEventMessages: TestEventMessages
}

structure TestTransformerResponse {
    transformedLogs: TransformedLogs
}

@error("client")
structure ThrottlingException {}

@error("client")
structure TooManyTagsException {
    message: Message
    resourceName: AmazonResourceName
}

structure TransformedLogRecord {
    eventNumber: EventNumber
    eventMessage: EventMessage
    transformedEventMessage: TransformedEventMessage
}

structure TriggerHistoryRecord {
    queryId: QueryId
    executionStatus: ExecutionStatus
    triggeredTimestamp: Timestamp
    errorMessage: String
    destinations: ScheduledQueryDestinationList
}

structure TrimString {
    @required withKeys: TrimStringWithKeys
}

structure TypeConverter {
    @required entries: TypeConverterEntries
}

structure TypeConverterEntry {
    @required key: Key
    @required type: Type
}

@error("client")
structure UnrecognizedClientException {}

@deprecated
structure UntagLogGroupRequest {
    @required logGroupName: LogGroupName
    @required tags: TagList
}

structure UntagResourceRequest {
    @required resourceArn: AmazonResourceName
    @required tagKeys: TagKeyList
}

structure UpdateAnomalyRequest {
    anomalyId: AnomalyId
    patternId: PatternId
    @required anomalyDetectorArn: AnomalyDetectorArn
    suppressionType: SuppressionType
    suppressionPeriod: SuppressionPeriod
    baseline: Baseline
}

structure UpdateDeliveryConfigurationRequest {
    @required id: DeliveryId
    recordFields: RecordFields
    fieldDelimiter: FieldDelimiter
    s3DeliveryConfiguration: S3DeliveryConfiguration
}

structure UpdateDeliveryConfigurationResponse {}

structure UpdateLogAnomalyDetectorRequest {
    @required anomalyDetectorArn: AnomalyDetectorArn
    evaluationFrequency: EvaluationFrequency
    filterPattern: FilterPattern
    anomalyVisibilityTime: AnomalyVisibilityTime
    @required enabled: Boolean
}

structure UpdateLookupTableRequest {
    @required lookupTableArn: Arn
    description: LookupTableDescription
    @required tableBody: TableBody
    kmsKeyId: KmsKeyId
}

structure UpdateLookupTableResponse {
    lookupTableArn: Arn
    lastUpdatedTime: Timestamp
}

structure UpdateScheduledQueryRequest {
    @required identifier: ScheduledQueryIdentifier
    description: ScheduledQueryDescription
    @required queryLanguage: QueryLanguage
    @required queryString: QueryString
    logGroupIdentifiers: ScheduledQueryLogGroupIdentifiers
    @required scheduleExpression: ScheduleExpression
    timezone: ScheduleTimezone
    startTimeOffset: StartTimeOffset
    destinationConfiguration: DestinationConfiguration
    scheduleStartTime: Timestamp
    scheduleEndTime: Timestamp
    @required executionRoleArn: RoleArn
    state: ScheduledQueryState
}

structure UpdateScheduledQueryResponse {
    scheduledQueryArn: Arn
    name: ScheduledQueryName
    description: ScheduledQueryDescription
    queryLanguage: QueryLanguage
    queryString: QueryString
    logGroupIdentifiers: ScheduledQueryLogGroupIdentifiers
    scheduleExpression: ScheduleExpression
    timezone: ScheduleTimezone
    startTimeOffset: StartTimeOffset
    destinationConfiguration: DestinationConfiguration
    state: ScheduledQueryState
    lastTriggeredTime: Timestamp
    lastExecutionStatus: ExecutionStatus
    scheduleStartTime: Timestamp
    scheduleEndTime: Timestamp
    executionRoleArn: RoleArn
    creationTime: Timestamp
    lastUpdatedTime: Timestamp
}

structure UpperCaseString {
    @required withKeys: UpperCaseStringWithKeys
}

@error("client")
structure ValidationException {}

@length(min: 0, max: 20) list AccountIds { member: AccountId }
list AccountPolicies { member: AccountPolicy }
@length(min: 1, max: 5) list AddKeyEntries { member: AddKeyEntry }
list AggregateLogGroupSummaries { member: AggregateLogGroupSummary }
list AllowedFieldDelimiters { member: FieldDelimiter }
list AllowedFields { member: RecordField }
list Anomalies { member: Anomaly }
list AnomalyDetectors { member: AnomalyDetector }
@length(max: 100) list Columns { member: Column }
list ConfigurationTemplates { member: ConfigurationTemplate }
@length(min: 1, max: 5) list CopyValueEntries { member: CopyValueEntry }
list DashboardViewerPrincipals { member: Arn }
@length(min: 1, max: 5) list DataSourceFilters { member: DataSourceFilter }
@length(min: 1, max: 5) list DeleteWithKeys { member: WithKey }
list Deliveries { member: Delivery }
@length(min: 1, max: 4) list DeliveryDestinationTypes { member: DeliveryDestinationType }
list DeliveryDestinations { member: DeliveryDestination }
map DeliverySourceConfiguration {
    key: DeliverySourceConfigurationKey value: DeliverySourceConfigurationValue
}
list DeliverySourceConfigurationSchemas { member: DeliverySourceConfigurationSchema }
list DeliverySourceConfigurationSupportedValues { member: DeliverySourceConfigurationSchemaField }
list DeliverySources { member: DeliverySource }
@length(min: 1, max: 100)
list DescribeFieldIndexesLogGroupIdentifiers { member: LogGroupIdentifier }
@length(min: 1, max: 1) list DescribeIndexPoliciesLogGroupIdentifiers { member: LogGroupIdentifier }
@length(min: 1, max: 50) list DescribeLogGroupsLogGroupIdentifiers { member: LogGroupIdentifier }
list Destinations { member: Destination }
map Dimensions { key: DimensionsKey value: DimensionsValue }
list EmitSystemFields { member: SystemField }
@length(min: 0, max: 10)
map EntityAttributes { key: EntityAttributesKey value: EntityAttributesValue }
@length(min: 2, max: 4)
map EntityKeyAttributes { key: EntityKeyAttributesKey value: EntityKeyAttributesValue }
map Enumerations { key: TokenString value: TokenValue }
list ExecutionStatusList { member: ExecutionStatus }
list ExportTasks { member: ExportTask }
map ExtractedValues { key: Token value: Value }
@length(min: 1, max: 20) list FieldIndexNames { member: FieldIndexName }
list FieldIndexes { member: FieldIndex }
list FilteredLogEvents { member: FilteredLogEvent }
list GroupingIdentifiers { member: GroupingIdentifier }
map Histogram { key: Time value: Count }
list ImportBatchList { member: ImportBatch }
list ImportList { member: Import }
list ImportStatusList { member: ImportStatus }
list IndexPolicies { member: IndexPolicy }
list InheritedProperties { member: InheritedProperty }
@length(min: 1, max: 10000) list InputLogEvents { member: InputLogEvent }
@length(min: 1, max: 100) list InputLogStreamNames { member: LogStreamName }
list IntegrationSummaries { member: IntegrationSummary }
list LiveTailSessionResults { member: LiveTailSessionLogEvent }
list LogFieldsList { member: LogFieldsListItem }
list LogGroupArnList { member: LogGroupArn }
list LogGroupFieldList { member: LogGroupField }
list LogGroupIdentifiers { member: LogGroupIdentifier }
list LogGroupNames { member: LogGroupName }
list LogGroupSummaries { member: LogGroupSummary }
list LogGroups { member: LogGroup }
map LogRecord { key: Field value: Value }
list LogSamples { member: LogEvent }
list LogStreams { member: LogStream }
@length(min: 1, max: 10) list LogTypes { member: LogType }
list LookupTables { member: LookupTable }
@length(min: 1, max: 10) list LowerCaseStringWithKeys { member: WithKey }
@length(min: 1, max: 5) list MatchPatterns { member: MatchPattern }
list MetricFilterMatches { member: MetricFilterMatchRecord }
list MetricFilters { member: MetricFilter }
@length(min: 1, max: 1) list MetricTransformations { member: MetricTransformation }
@length(min: 1, max: 5) list MoveKeyEntries { member: MoveKeyEntry }
list OutputFormats { member: OutputFormat }
list OutputLogEvents { member: OutputLogEvent }
list PatternTokens { member: PatternToken }
@length(min: 1, max: 20) list Processors { member: Processor }
list QueryDefinitionList { member: QueryDefinition }
list QueryInfoList { member: QueryInfo }
@length(max: 20) list QueryParameterList { member: QueryParameter }
list QueryResults { member: ResultRows }
@length(min: 0, max: 128) list RecordFields { member: FieldHeader }
@length(min: 1, max: 5) list RenameKeyEntries { member: RenameKeyEntry }
list ResourceArns { member: Arn }
list ResourcePolicies { member: ResourcePolicy }
@length(min: 1, max: 10) list ResourceTypes { member: ResourceType }
list ResultRows { member: ResultField }
list S3TableIntegrationSources { member: S3TableIntegrationSource }
list ScheduledQueryDestinationList { member: ScheduledQueryDestination }
@length(min: 1, max: 50) list ScheduledQueryLogGroupIdentifiers { member: LogGroupIdentifier }
list ScheduledQuerySummaryList { member: ScheduledQuerySummary }
list SearchedLogStreams { member: SearchedLogStream }
@length(min: 1, max: 10) list SplitStringEntries { member: SplitStringEntry }
@length(min: 1, max: 10) list StartLiveTailLogGroupIdentifiers { member: LogGroupIdentifier }
list SubscriptionFilters { member: SubscriptionFilter }
@length(min: 1, max: 10) list SubstituteStringEntries { member: SubstituteStringEntry }
list TableFields { member: String }
@length(min: 0, max: 5) list TagFilterValues { member: TagFilterValue }
@length(min: 1, max: 5) list TagFilters { member: TagFilter }
@length(min: 0, max: 50) list TagKeyList { member: TagKey }
@length(min: 1) list TagList { member: TagKey }
@length(min: 1, max: 50) map Tags { key: TagKey value: TagValue }
@length(min: 1, max: 50) list TestEventMessages { member: EventMessage }
list TransformedLogs { member: TransformedLogRecord }
list TriggerHistoryRecordList { member: TriggerHistoryRecord }
@length(min: 1, max: 10) list TrimStringWithKeys { member: WithKey }
@length(min: 1, max: 5) list TypeConverterEntries { member: TypeConverterEntry }
@length(min: 1, max: 10) list UpperCaseStringWithKeys { member: WithKey }

enum ActionStatus { IN_PROGRESS CLIENT_ERROR FAILED COMPLETE }
enum AnomalyDetectorStatus { INITIALIZING TRAINING ANALYZING FAILED DELETED PAUSED }
enum DataProtectionStatus { ACTIVATED DELETED ARCHIVED DISABLED }
enum DeliveryDestinationType { S3 CWL FH XRAY }
enum DeliverySourceConfigurationSchemaValueType { string boolean int double long }
enum DeliverySourceStatus { ACTIVE INACTIVE }
enum DeliverySourceStatusReason { RESOURCE_DELETED }
enum Distribution { Random ByLogStream }
enum EntityRejectionErrorType {
    InvalidEntity InvalidTypeValue InvalidKeyAttributes InvalidAttributes EntitySizeTooLarge
    UnsupportedLogGroupType MissingRequiredFields
}
enum EvaluationFrequency { ONE_MIN FIVE_MIN TEN_MIN FIFTEEN_MIN THIRTY_MIN ONE_HOUR }
enum EventSource { CloudTrail Route53Resolver VPCFlow EKSAudit AWSWAF }
enum ExecutionStatus { Running InvalidQuery Complete Failed Timeout }
enum ExportTaskStatusCode { CANCELLED COMPLETED FAILED PENDING PENDING_CANCEL RUNNING }
enum FlattenedElement { first last }
enum ImportStatus { IN_PROGRESS CANCELLED COMPLETED FAILED }
enum IndexSource { ACCOUNT LOG_GROUP }
enum IndexType { FACET FIELD_INDEX }
enum InheritedProperty { ACCOUNT_DATA_PROTECTION }
enum IntegrationStatus { PROVISIONING ACTIVE FAILED }
enum IntegrationType { OPENSEARCH }
enum ListAggregateLogGroupSummariesGroupBy {
    DATA_SOURCE_NAME_TYPE_AND_FORMAT DATA_SOURCE_NAME_AND_TYPE
}
enum LogGroupClass { STANDARD INFREQUENT_ACCESS DELIVERY }
enum OCSFVersion { V1_1 = "V1.1" V1_5 = "V1.5" }
enum OpenSearchResourceStatusType { ACTIVE NOT_FOUND ERROR }
enum OrderBy { LogStreamName LastEventTime }
enum OutputFormat { json plain w3c raw parquet }
enum PolicyScope { ACCOUNT RESOURCE }
enum PolicyType {
    DATA_PROTECTION_POLICY SUBSCRIPTION_FILTER_POLICY FIELD_INDEX_POLICY TRANSFORMER_POLICY
    METRIC_EXTRACTION_POLICY
}
enum QueryLanguage { CWLI SQL PPL }
enum QueryStatus { Scheduled Running Complete Failed Cancelled Timeout Unknown }
enum S3TableIntegrationSourceStatus { ACTIVE UNHEALTHY FAILED DATA_SOURCE_DELETE_IN_PROGRESS }
enum ScheduledQueryDestinationType { S3 }
enum ScheduledQueryState { ENABLED DISABLED }
enum Scope { ALL }
enum StandardUnit {
    Seconds Microseconds Milliseconds Bytes Kilobytes Megabytes Gigabytes Terabytes Bits Kilobits
    Megabits Gigabits Terabits Percent Count Bytes_Second = "Bytes/Second"
    Kilobytes_Second = "Kilobytes/Second" Megabytes_Second = "Megabytes/Second"
    Gigabytes_Second = "Gigabytes/Second" Terabytes_Second = "Terabytes/Second"
    Bits_Second = "Bits/Second" Kilobits_Second = "Kilobits/Second"
    Megabits_Second = "Megabits/Second" Gigabits_Second = "Gigabits/Second"
    Terabits_Second = "Terabits/Second" Count_Second = "Count/Second" None
}
enum State { Active Suppressed Baseline }
enum SuppressionState { SUPPRESSED UNSUPPRESSED }
enum SuppressionType { LIMITED INFINITE }
enum SuppressionUnit { SECONDS MINUTES HOURS }
enum Type { boolean integer double string }

@length(min: 1) string AccessPolicy
@length(min: 12, max: 12) @pattern("^\\d{12}$") string AccountId
string AccountPolicyDocument
@length(min: 1, max: 256) string AddKeyValue
string AllowedActionForAllowVendedLogsDeliveryForResource
@length(min: 1, max: 1011) @pattern("[\\w+=/:,.@-]*") string AmazonResourceName
@length(min: 1) @pattern("[\\w#+=/:,.@-]*") string AnomalyDetectorArn
@length(min: 36, max: 36) string AnomalyId
@range(min: 7, max: 90) long AnomalyVisibilityTime
boolean ApplyOnTransformedLogs
string Arn
boolean Baseline
@length(min: 1, max: 256) string BatchId
boolean BearerTokenAuthenticationEnabled
double BytesScannedValue
@length(min: 36, max: 128) @pattern("\\S{36,128}") string ClientToken
@range(min: 1, max: 30) integer CollectionRetentionDays
@length(min: 1, max: 128) string Column
long Count
blob Data
string DataProtectionPolicyDocument
string DataSourceName
string DataSourceType
string DataType
integer Days
double DefaultValue
boolean DeletionProtectionEnabled
@length(min: 1, max: 2) string Delimiter
@length(min: 1, max: 60) @pattern("[\\w-]*") string DeliveryDestinationName
@length(min: 1, max: 51200) string DeliveryDestinationPolicy
@length(min: 1, max: 64) @pattern("^[0-9A-Za-z]+$") string DeliveryId
@length(min: 1, max: 255) string DeliverySourceConfigurationKey
double DeliverySourceConfigurationNumericValue
@length(min: 1, max: 256) string DeliverySourceConfigurationSchemaField
@length(min: 1, max: 255) string DeliverySourceConfigurationValue
@length(min: 1, max: 60) @pattern("[\\w-]*") string DeliverySourceName
@length(min: 1, max: 256) string DeliverySuffixPath
boolean Descending
@range(min: 1, max: 50) integer DescribeLimit
@range(max: 100) integer DescribeLookupTablesMaxResults
@range(min: 1, max: 1000) integer DescribeQueriesMaxResults
@length(min: 1) string Description
@length(min: 1) string DestinationArn
@length(min: 1, max: 128) string DestinationField
@length(min: 1, max: 512) @pattern("[^:*]*") string DestinationName
@length(max: 256) @pattern("^arn:aws[a-z\\-]*:kms:[-a-z0-9]*:[0-9]*:key/[-a-z0-9]*$")
string DetectorKmsKeyArn
@length(min: 1) string DetectorName
@length(max: 255) string DimensionsKey
@length(max: 255) string DimensionsValue
integer DynamicTokenPosition
@length(max: 256) string EncryptionKey
@length(min: 1, max: 256) string EntityAttributesKey
@length(min: 1, max: 512) string EntityAttributesValue
@length(min: 1, max: 32) string EntityKeyAttributesKey
@length(min: 1, max: 512) string EntityKeyAttributesValue
@range(min: 0) long EpochMillis
string ErrorMessage
string EventId
@length(min: 1) string EventMessage
long EventNumber
@range(min: 1, max: 10000) integer EventsLimit
@range(min: 1, max: 100000) integer EventsLimitStartQuery
@length(min: 1) string ExpectedRevisionId
@length(min: 1, max: 512) string ExportDestinationBucket
string ExportDestinationPrefix
@length(min: 1, max: 512) string ExportTaskId
@length(min: 1, max: 512) string ExportTaskName
string ExportTaskStatusMessage
string Field
@length(min: 0, max: 5) string FieldDelimiter
@length(min: 1, max: 64) string FieldHeader
@length(min: 1, max: 512) @pattern("[\\.\\-_/#A-Za-z0-9]+") string FieldIndexName
@length(min: 0, max: 2000) string FieldSelectionCriteria
integer FilterCount
@length(min: 1, max: 512) @pattern("[^:*]*") string FilterName
@length(min: 0, max: 1024) string FilterPattern
boolean Flatten
boolean Force
boolean ForceUpdate
@length(min: 1, max: 128) string FromKey
@range(min: 0, max: 10000) integer GetQueryResultsMaxItems
@length(max: 1024) string GetQueryResultsNextToken
@range(min: 1, max: 1000) integer GetScheduledQueryHistoryMaxResults
@length(min: 1, max: 512) string GrokMatch
string GroupingIdentifierKey
string GroupingIdentifierValue
@length(min: 1, max: 256) @pattern("[\\-a-zA-Z0-9]+") string ImportId
boolean IncludeLinkedAccounts
@length(min: 1) string InferredTokenName
@length(min: 1, max: 50) @pattern("[\\.\\-_/#A-Za-z0-9]+") string IntegrationName
@length(min: 1, max: 50) @pattern("[\\.\\-_/#A-Za-z0-9]+") string IntegrationNamePrefix
@length(min: 1) string IntegrationStatusMessage
boolean Interleaved
boolean IsSampled
@length(min: 1, max: 128) string Key
@length(min: 1, max: 128) string KeyPrefix
@length(min: 1, max: 128) string KeyValueDelimiter
@length(max: 256) string KmsKeyId
@range(min: 1, max: 50) integer ListAnomaliesLimit
@range(min: 1, max: 1000) integer ListLimit
@range(min: 1, max: 50) integer ListLogAnomalyDetectorsLimit
@range(min: 50, max: 500) integer ListLogGroupsForQueryMaxResults
@range(min: 1, max: 50) integer ListLogGroupsRequestLimit
@range(min: 1, max: 1000) integer ListScheduledQueriesMaxResults
@range(min: 1, max: 100) integer ListSourcesForS3TableIntegrationMaxResults
@length(min: 1) string Locale
integer LogEventIndex
@length(min: 1, max: 256) string LogFieldName
@length(min: 1, max: 2048) @pattern("[\\w#+=/:,.@-]*") string LogGroupArn
integer LogGroupCount
@length(min: 1, max: 2048) @pattern("[\\w#+=/:,.@-]*") string LogGroupIdentifier
@length(min: 1, max: 512) @pattern("[\\.\\-_/#A-Za-z0-9]+") string LogGroupName
@length(min: 0, max: 512) @pattern("[\\.\\-_/#A-Za-z0-9]*") string LogGroupNamePattern
@length(min: 3, max: 129) @pattern("(\\^?[\\.\\-_\\/#A-Za-z0-9]{3,24})(\\|\\^?[\\.\\-_\\/#A-Za-z0-9]{3,24}){0,4}")
string LogGroupNameRegexPattern
@length(min: 1, max: 512) string LogObjectPointer
string LogRecordPointer
@length(min: 1, max: 512) @pattern("[^:*]*") string LogStreamName
boolean LogStreamSearchedCompletely
@length(min: 1, max: 255) @pattern("[\\w]*") string LogType
@length(min: 0, max: 1024) string LookupTableDescription
@length(min: 1, max: 256) @pattern("^[a-zA-Z0-9_]+$") string LookupTableName
@length(min: 1, max: 10) @pattern("^\\d+\\.\\d+(\\.\\d+)?$") string MappingVersion
@length(min: 1) string MatchPattern
string Message
@length(max: 255) @pattern("[^:*$]*") string MetricName
@length(max: 255) @pattern("[^:*$]*") string MetricNamespace
@length(max: 100) string MetricValue
@length(min: 1) string NextToken
@length(min: 1, max: 128) string NonMatchValue
@length(min: 1, max: 1024) @pattern("^https://[\\.\\-_/#:A-Za-z0-9]+\\.com$")
string OpenSearchApplicationEndpoint
@length(min: 1, max: 256) @pattern("[\\.\\-_/#A-Za-z0-9]+") string OpenSearchApplicationId
@length(min: 1, max: 1024) @pattern("^https://[\\.\\-_/#:A-Za-z0-9]+\\.com$")
string OpenSearchCollectionEndpoint
@length(min: 1, max: 256) @pattern("[\\.\\-_/#A-Za-z0-9]+") string OpenSearchDataSourceName
@length(min: 1, max: 256) @pattern("[\\.\\-_/#A-Za-z0-9]+") string OpenSearchPolicyName
@length(min: 1, max: 256) @pattern("[\\.\\-_/#A-Za-z0-9]+") string OpenSearchWorkspaceId
boolean OverwriteIfExists
@length(min: 1, max: 128) string ParserFieldDelimiter
@length(min: 32, max: 32) string PatternId
@length(min: 1) string PatternRegex
@length(min: 1) string PatternString
@range(min: 0, max: 100) integer Percentage
@length(min: 1, max: 51200) string PolicyDocument
string PolicyName
@length(min: 1) string Priority
integer QueryCharOffset
@length(min: 1, max: 255) string QueryDefinitionName
@length(min: 1, max: 10000) string QueryDefinitionString
long QueryDuration
@length(min: 1, max: 256) string QueryId
@range(min: 1, max: 1000) integer QueryListMaxResults
@length(max: 1024) string QueryParameterDefaultValue
@length(max: 512) string QueryParameterDescription
@length(min: 1, max: 128) @pattern("^[a-zA-Z_][a-zA-Z0-9_]*") string QueryParameterName
@length(min: 0, max: 10000) string QueryString
@length(min: 1, max: 1) string QuoteCharacter
@range(min: 0) long RecordsCount
@length(min: 1, max: 128) string RenameTo
@length(min: 0, max: 256) string RequestId
@length(min: 1, max: 2048) @pattern("[\\w+=/:,.@\\-\\*]*") string ResourceIdentifier
@length(min: 1, max: 255) @pattern("[\\w-_]*") string ResourceType
@length(min: 1) string RoleArn
@length(min: 1, max: 2048) string S3TableIntegrationSourceIdentifier
@length(min: 1) string S3TableIntegrationSourceStatusReason
@length(min: 1, max: 256) string S3TablesDatasourceName
@length(min: 1, max: 256) string S3TablesDatasourceType
@length(max: 1024) @pattern("s3://[a-z0-9][\\.\\-a-z0-9]{1,61}[a-z0-9](/.*)?") string S3Uri
@length(max: 256) string ScheduleExpression
@length(min: 1) string ScheduleTimezone
@length(max: 1024) string ScheduledQueryDescription
@pattern("[\\w#+=/:,.@-]*") string ScheduledQueryIdentifier
@length(min: 1, max: 255) @pattern("^[a-zA-Z0-9_\\-/.#]+$") string ScheduledQueryName
string SelectionCriteria
@length(min: 1) string SequenceToken
@length(min: 1, max: 255) @pattern("[\\w_-]*") string Service
@length(min: 0, max: 256) string SessionId
@length(min: 1, max: 128) string Source
@length(min: 1) string SourceTimezone
@length(min: 1, max: 128) string SplitStringDelimiter
boolean StartFromHead
long StartTimeOffset
double StatsValue
@range(min: 0) long StoredBytes
boolean Success
string SystemField
@length(min: 1, max: 10485760) string TableBody
@length(min: 1, max: 128) @pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$") string TagFilterKey
@length(min: 0, max: 259) @pattern("^!?\\*?([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)\\*?$")
string TagFilterValue
@length(min: 1, max: 128) @pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$") string TagKey
@length(max: 256) @pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$") string TagValue
@length(min: 1, max: 128) string Target
@length(min: 1) string TargetArn
@length(min: 1, max: 64) string TargetFormat
@length(min: 1) string TargetTimezone
@length(min: 1) string Time
@range(min: 0) long Timestamp
@length(min: 1, max: 128) string ToKey
string Token
@length(min: 1) string TokenString
long TokenValue
@length(min: 1) string TransformedEventMessage
boolean Unmask
@length(min: 1, max: 2048) string UserIdentity
string Value
@length(min: 1, max: 128) string ValueKey
@length(min: 1) string WithKey
