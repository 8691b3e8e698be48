// From botocore 1.43.11, cloudwatch/2010-08-01, by emulator/model/import.py. Do not edit.

$version: "2"

namespace com.amazonaws.cloudwatch

@smithy.protocols#rpcv2Cbor
@aws.protocols#awsJson1_0
@aws.protocols#awsQuery
@aws.auth#sigv4(name: "monitoring")
@aws.api#service(endpointPrefix: "monitoring")
@xmlNamespace(uri: "http://monitoring.amazonaws.com/doc/2010-08-01/")
service GraniteServiceVersion20100801 {
    version: "2010-08-01"
    operations: [
        DeleteAlarmMuteRule DeleteAlarms DeleteAnomalyDetector DeleteDashboards DeleteInsightRules
        DeleteMetricStream DescribeAlarmContributors DescribeAlarmHistory DescribeAlarms
        DescribeAlarmsForMetric DescribeAnomalyDetectors DescribeInsightRules DisableAlarmActions
        DisableInsightRules EnableAlarmActions EnableInsightRules GetAlarmMuteRule GetDashboard
        GetInsightRuleReport GetMetricData GetMetricStatistics GetMetricStream GetMetricWidgetImage
        GetOTelEnrichment ListAlarmMuteRules ListDashboards ListManagedInsightRules
        ListMetricStreams ListMetrics ListTagsForResource PutAlarmMuteRule PutAnomalyDetector
        PutCompositeAlarm PutDashboard PutInsightRule PutManagedInsightRules PutMetricAlarm
        PutMetricData PutMetricStream SetAlarmState StartMetricStreams StartOTelEnrichment
        StopMetricStreams StopOTelEnrichment TagResource UntagResource
    ]
}

operation DeleteAlarmMuteRule { input: DeleteAlarmMuteRuleInput }

operation DeleteAlarms { input: DeleteAlarmsInput errors: [ResourceNotFound] }

operation DeleteAnomalyDetector {
    input: DeleteAnomalyDetectorInput
    output: DeleteAnomalyDetectorOutput
    errors: [
        ResourceNotFoundException InternalServiceFault InvalidParameterValueException
        MissingRequiredParameterException InvalidParameterCombinationException
    ]
}

operation DeleteDashboards {
    input: DeleteDashboardsInput
    output: DeleteDashboardsOutput
    errors: [InvalidParameterValueException InternalServiceFault ConflictException]
}

operation DeleteInsightRules {
    input: DeleteInsightRulesInput
    output: DeleteInsightRulesOutput
    errors: [InvalidParameterValueException MissingRequiredParameterException]
}

operation DeleteMetricStream {
    input: DeleteMetricStreamInput
    output: DeleteMetricStreamOutput
    errors: [InternalServiceFault InvalidParameterValueException MissingRequiredParameterException]
}

operation DescribeAlarmContributors {
    input: DescribeAlarmContributorsInput
    output: DescribeAlarmContributorsOutput
    errors: [InvalidNextToken ResourceNotFoundException]
}

operation DescribeAlarmHistory {
    input: DescribeAlarmHistoryInput
    output: DescribeAlarmHistoryOutput
    errors: [InvalidNextToken]
}

operation DescribeAlarms {
    input: DescribeAlarmsInput
    output: DescribeAlarmsOutput
    errors: [InvalidNextToken]
}

operation DescribeAlarmsForMetric {
    input: DescribeAlarmsForMetricInput
    output: DescribeAlarmsForMetricOutput
}

operation DescribeAnomalyDetectors {
    input: DescribeAnomalyDetectorsInput
    output: DescribeAnomalyDetectorsOutput
    errors: [
        InvalidNextToken InternalServiceFault InvalidParameterValueException
        InvalidParameterCombinationException
    ]
}

operation DescribeInsightRules {
    input: DescribeInsightRulesInput
    output: DescribeInsightRulesOutput
    errors: [InvalidNextToken]
}

operation DisableAlarmActions { input: DisableAlarmActionsInput }

operation DisableInsightRules {
    input: DisableInsightRulesInput
    output: DisableInsightRulesOutput
    errors: [InvalidParameterValueException MissingRequiredParameterException]
}

operation EnableAlarmActions { input: EnableAlarmActionsInput }

operation EnableInsightRules {
    input: EnableInsightRulesInput
    output: EnableInsightRulesOutput
    errors: [
        InvalidParameterValueException MissingRequiredParameterException LimitExceededException
    ]
}

operation GetAlarmMuteRule {
    input: GetAlarmMuteRuleInput
    output: GetAlarmMuteRuleOutput
    errors: [ResourceNotFoundException]
}

operation GetDashboard {
    input: GetDashboardInput
    output: GetDashboardOutput
    errors: [InvalidParameterValueException DashboardNotFoundError InternalServiceFault]
}

operation GetInsightRuleReport {
    input: GetInsightRuleReportInput
    output: GetInsightRuleReportOutput
    errors: [
        InvalidParameterValueException MissingRequiredParameterException ResourceNotFoundException
    ]
}

operation GetMetricData {
    input: GetMetricDataInput
    output: GetMetricDataOutput
    errors: [InvalidNextToken]
}

operation GetMetricStatistics {
    input: GetMetricStatisticsInput
    output: GetMetricStatisticsOutput
    errors: [
        InvalidParameterValueException MissingRequiredParameterException
        InvalidParameterCombinationException InternalServiceFault
    ]
}

operation GetMetricStream {
    input: GetMetricStreamInput
    output: GetMetricStreamOutput
    errors: [
        ResourceNotFoundException InternalServiceFault InvalidParameterValueException
        MissingRequiredParameterException InvalidParameterCombinationException
    ]
}

operation GetMetricWidgetImage {
    input: GetMetricWidgetImageInput
    output: GetMetricWidgetImageOutput
}

operation GetOTelEnrichment { input: GetOTelEnrichmentInput output: GetOTelEnrichmentOutput }

operation ListAlarmMuteRules {
    input: ListAlarmMuteRulesInput
    output: ListAlarmMuteRulesOutput
    errors: [InvalidNextToken ResourceNotFoundException]
}

operation ListDashboards {
    input: ListDashboardsInput
    output: ListDashboardsOutput
    errors: [InvalidParameterValueException InternalServiceFault]
}

operation ListManagedInsightRules {
    input: ListManagedInsightRulesInput
    output: ListManagedInsightRulesOutput
    errors: [InvalidParameterValueException MissingRequiredParameterException InvalidNextToken]
}

operation ListMetricStreams {
    input: ListMetricStreamsInput
    output: ListMetricStreamsOutput
    errors: [
        InvalidNextToken InternalServiceFault InvalidParameterValueException
        MissingRequiredParameterException
    ]
}

operation ListMetrics {
    input: ListMetricsInput
    output: ListMetricsOutput
    errors: [InternalServiceFault InvalidParameterValueException]
}

operation ListTagsForResource {
    input: ListTagsForResourceInput
    output: ListTagsForResourceOutput
    errors: [InvalidParameterValueException ResourceNotFoundException InternalServiceFault]
}

operation PutAlarmMuteRule { input: PutAlarmMuteRuleInput errors: [LimitExceededFault] }

operation PutAnomalyDetector {
    input: PutAnomalyDetectorInput
    output: PutAnomalyDetectorOutput
    errors: [
        LimitExceededException InternalServiceFault InvalidParameterValueException
        MissingRequiredParameterException InvalidParameterCombinationException
    ]
}

operation PutCompositeAlarm { input: PutCompositeAlarmInput errors: [LimitExceededFault] }

operation PutDashboard {
    input: PutDashboardInput
    output: PutDashboardOutput
    errors: [DashboardInvalidInputError InternalServiceFault ConflictException]
}

operation PutInsightRule {
    input: PutInsightRuleInput
    output: PutInsightRuleOutput
    errors: [
        InvalidParameterValueException MissingRequiredParameterException LimitExceededException
    ]
}

operation PutManagedInsightRules {
    input: PutManagedInsightRulesInput
    output: PutManagedInsightRulesOutput
    errors: [InvalidParameterValueException MissingRequiredParameterException]
}

operation PutMetricAlarm { input: PutMetricAlarmInput errors: [LimitExceededFault] }

operation PutMetricData {
    input: PutMetricDataInput
    errors: [
        InvalidParameterValueException MissingRequiredParameterException
        InvalidParameterCombinationException InternalServiceFault
    ]
}

operation PutMetricStream {
    input: PutMetricStreamInput
    output: PutMetricStreamOutput
    errors: [
        ConcurrentModificationException InternalServiceFault InvalidParameterValueException
        MissingRequiredParameterException InvalidParameterCombinationException
    ]
}

operation SetAlarmState { input: SetAlarmStateInput errors: [ResourceNotFound InvalidFormatFault] }

operation StartMetricStreams {
    input: StartMetricStreamsInput
    output: StartMetricStreamsOutput
    errors: [InternalServiceFault InvalidParameterValueException MissingRequiredParameterException]
}

operation StartOTelEnrichment { input: StartOTelEnrichmentInput output: StartOTelEnrichmentOutput }

operation StopMetricStreams {
    input: StopMetricStreamsInput
    output: StopMetricStreamsOutput
    errors: [InternalServiceFault InvalidParameterValueException MissingRequiredParameterException]
}

operation StopOTelEnrichment { input: StopOTelEnrichmentInput output: StopOTelEnrichmentOutput }

operation TagResource {
    input: TagResourceInput
    output: TagResourceOutput
    errors: [
        InvalidParameterValueException ResourceNotFoundException ConcurrentModificationException
        InternalServiceFault ConflictException
    ]
}

operation UntagResource {
    input: UntagResourceInput
    output: UntagResourceOutput
    errors: [
        InvalidParameterValueException ResourceNotFoundException ConcurrentModificationException
        InternalServiceFault ConflictException
    ]
}

structure AlarmContributor {
    @required ContributorId: ContributorId
    @required ContributorAttributes: ContributorAttributes
    @required StateReason: StateReason
    StateTransitionedTimestamp: Timestamp
}

structure AlarmHistoryItem {
    AlarmName: AlarmName
    AlarmContributorId: ContributorId
    AlarmType: AlarmType
    Timestamp: Timestamp
    HistoryItemType: HistoryItemType
    HistorySummary: HistorySummary
    HistoryData: HistoryData
    AlarmContributorAttributes: ContributorAttributes
}

structure AlarmMuteRuleSummary {
    AlarmMuteRuleArn: Arn
    ExpireDate: Timestamp
    Status: AlarmMuteRuleStatus
    MuteType: MuteType
    LastUpdatedTimestamp: Timestamp
}

structure AlarmPromQLCriteria {
    @required Query: Query
    PendingPeriod: PendingPeriod
    RecoveryPeriod: RecoveryPeriod
}

structure AnomalyDetector {
    @deprecated Namespace: Namespace
    @deprecated MetricName: MetricName
    @deprecated Dimensions: Dimensions
    @deprecated Stat: AnomalyDetectorMetricStat
    Configuration: AnomalyDetectorConfiguration
    StateValue: AnomalyDetectorStateValue
    MetricCharacteristics: MetricCharacteristics
    SingleMetricAnomalyDetector: SingleMetricAnomalyDetector
    MetricMathAnomalyDetector: MetricMathAnomalyDetector
}

structure AnomalyDetectorConfiguration {
    ExcludedTimeRanges: AnomalyDetectorExcludedTimeRanges
    MetricTimezone: AnomalyDetectorMetricTimezone
}

structure CompositeAlarm {
    ActionsEnabled: ActionsEnabled
    AlarmActions: ResourceList
    AlarmArn: AlarmArn
    AlarmConfigurationUpdatedTimestamp: Timestamp
    AlarmDescription: AlarmDescription
    AlarmName: AlarmName
    AlarmRule: AlarmRule
    InsufficientDataActions: ResourceList
    OKActions: ResourceList
    StateReason: StateReason
    StateReasonData: StateReasonData
    StateUpdatedTimestamp: Timestamp
    StateValue: StateValue
    StateTransitionedTimestamp: Timestamp
    ActionsSuppressedBy: ActionsSuppressedBy
    ActionsSuppressedReason: ActionsSuppressedReason
    ActionsSuppressor: AlarmArn
    ActionsSuppressorWaitPeriod: SuppressorPeriod
    ActionsSuppressorExtensionPeriod: SuppressorPeriod
}

@error("client")
@httpError(429)
structure ConcurrentModificationException {}

@error("client")
@httpError(409)
structure ConflictException {
    Message: ErrorMessage
}

structure DashboardEntry {
    DashboardName: DashboardName
    DashboardArn: DashboardArn
    LastModified: LastModified
    Size: Size
}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "InvalidParameterInput", httpResponseCode: 400)
structure DashboardInvalidInputError {
    message: DashboardErrorMessage
    dashboardValidationMessages: DashboardValidationMessages
}

@error("client")
@httpError(404)
@aws.protocols#awsQueryError(code: "ResourceNotFound", httpResponseCode: 404)
structure DashboardNotFoundError {
    message: DashboardErrorMessage
}

structure DashboardValidationMessage {
    DataPath: DataPath
    Message: Message
}

structure Datapoint {
    Timestamp: Timestamp
    SampleCount: DatapointValue
    Average: DatapointValue
    Sum: DatapointValue
    Minimum: DatapointValue
    Maximum: DatapointValue
    Unit: StandardUnit
    ExtendedStatistics: DatapointValueMap
}

structure DeleteAlarmMuteRuleInput {
    @required AlarmMuteRuleName: Name
}

structure DeleteAlarmsInput {
    @required AlarmNames: AlarmNames
}

structure DeleteAnomalyDetectorInput {
    @deprecated Namespace: Namespace
    @deprecated MetricName: MetricName
    @deprecated Dimensions: Dimensions
    @deprecated Stat: AnomalyDetectorMetricStat
    SingleMetricAnomalyDetector: SingleMetricAnomalyDetector
    MetricMathAnomalyDetector: MetricMathAnomalyDetector
}

structure DeleteAnomalyDetectorOutput {}

structure DeleteDashboardsInput {
    @required DashboardNames: DashboardNames
}

structure DeleteDashboardsOutput {}

structure DeleteInsightRulesInput {
    @required RuleNames: InsightRuleNames
}

structure DeleteInsightRulesOutput {
    Failures: BatchFailures
}

structure DeleteMetricStreamInput {
    @required Name: MetricStreamName
}

structure DeleteMetricStreamOutput {}

structure DescribeAlarmContributorsInput {
    @required AlarmName: AlarmName
    NextToken: NextToken
}

structure DescribeAlarmContributorsOutput {
    @required AlarmContributors: AlarmContributors
    NextToken: NextToken
}

structure DescribeAlarmHistoryInput {
    AlarmName: AlarmName
    AlarmContributorId: ContributorId
    AlarmTypes: AlarmTypes
    HistoryItemType: HistoryItemType
    StartDate: Timestamp
    EndDate: Timestamp
    MaxRecords: MaxRecords
    NextToken: NextToken
    ScanBy: ScanBy
}

structure DescribeAlarmHistoryOutput {
    AlarmHistoryItems: AlarmHistoryItems
    NextToken: NextToken
}

structure DescribeAlarmsForMetricInput {
    @required MetricName: MetricName
    @required Namespace: Namespace
    Statistic: Statistic
    ExtendedStatistic: ExtendedStatistic
    Dimensions: Dimensions
    Period: Period
    Unit: StandardUnit
}

structure DescribeAlarmsForMetricOutput {
    MetricAlarms: MetricAlarms
}

structure DescribeAlarmsInput {
    AlarmNames: AlarmNames
    AlarmNamePrefix: AlarmNamePrefix
    AlarmTypes: AlarmTypes
    ChildrenOfAlarmName: AlarmName
    ParentsOfAlarmName: AlarmName
    StateValue: StateValue
    ActionPrefix: ActionPrefix
    MaxRecords: MaxRecords
    NextToken: NextToken
}

structure DescribeAlarmsOutput {
    CompositeAlarms: CompositeAlarms
    MetricAlarms: MetricAlarms
    NextToken: NextToken
}

structure DescribeAnomalyDetectorsInput {
    NextToken: NextToken
    MaxResults: MaxReturnedResultsCount
    Namespace: Namespace
    MetricName: MetricName
    Dimensions: Dimensions
    AnomalyDetectorTypes: AnomalyDetectorTypes
}

structure DescribeAnomalyDetectorsOutput {
    AnomalyDetectors: AnomalyDetectors
    NextToken: NextToken
}

structure DescribeInsightRulesInput {
    NextToken: NextToken
    MaxResults: InsightRuleMaxResults
}

structure DescribeInsightRulesOutput {
    NextToken: NextToken
    InsightRules: InsightRules
}

structure Dimension {
    @required Name: DimensionName
    @required Value: DimensionValue
}

structure DimensionFilter {
    @required Name: DimensionName
    Value: DimensionValue
}

structure DisableAlarmActionsInput {
    @required AlarmNames: AlarmNames
}

structure DisableInsightRulesInput {
    @required RuleNames: InsightRuleNames
}

structure DisableInsightRulesOutput {
    Failures: BatchFailures
}

structure EnableAlarmActionsInput {
    @required AlarmNames: AlarmNames
}

structure EnableInsightRulesInput {
    @required RuleNames: InsightRuleNames
}

structure EnableInsightRulesOutput {
    Failures: BatchFailures
}

structure Entity {
    KeyAttributes: EntityKeyAttributesMap
    Attributes: EntityAttributesMap
}

structure EntityMetricData {
    Entity: Entity
    MetricData: MetricData
}

union EvaluationCriteria {
    PromQLCriteria: AlarmPromQLCriteria
}

structure GetAlarmMuteRuleInput {
    @required AlarmMuteRuleName: Name
}

structure GetAlarmMuteRuleOutput {
    Name: Name
    AlarmMuteRuleArn: Arn
    Description: AlarmDescription
    Rule: Rule
    MuteTargets: MuteTargets
    StartDate: Timestamp
    ExpireDate: Timestamp
    Status: AlarmMuteRuleStatus
    LastUpdatedTimestamp: Timestamp
    MuteType: MuteType
}

structure GetDashboardInput {
    @required DashboardName: DashboardName
}

structure GetDashboardOutput {
    DashboardArn: DashboardArn
    DashboardBody: DashboardBody
    DashboardName: DashboardName
}

structure GetInsightRuleReportInput {
    @required RuleName: InsightRuleName
    @required StartTime: Timestamp
    @required EndTime: Timestamp
    @required Period: Period
    MaxContributorCount: InsightRuleUnboundInteger
    Metrics: InsightRuleMetricList
    OrderBy: InsightRuleOrderBy
}

structure GetInsightRuleReportOutput {
    KeyLabels: InsightRuleContributorKeyLabels
    AggregationStatistic: InsightRuleAggregationStatistic
    AggregateValue: InsightRuleUnboundDouble
    ApproximateUniqueCount: InsightRuleUnboundLong
    Contributors: InsightRuleContributors
    MetricDatapoints: InsightRuleMetricDatapoints
}

structure GetMetricDataInput {
    @required MetricDataQueries: MetricDataQueries
    @required StartTime: Timestamp
    @required EndTime: Timestamp
    NextToken: NextToken
    ScanBy: ScanBy
    MaxDatapoints: GetMetricDataMaxDatapoints
    LabelOptions: LabelOptions
}

structure GetMetricDataOutput {
    MetricDataResults: MetricDataResults
    NextToken: NextToken
    Messages: MetricDataResultMessages
}

structure GetMetricStatisticsInput {
    @required Namespace: Namespace
    @required MetricName: MetricName
    Dimensions: Dimensions
    @required StartTime: Timestamp
    @required EndTime: Timestamp
    @required Period: Period
    Statistics: Statistics
    ExtendedStatistics: ExtendedStatistics
    Unit: StandardUnit
}

structure GetMetricStatisticsOutput {
    Label: MetricLabel
    Datapoints: Datapoints
}

structure GetMetricStreamInput {
    @required Name: MetricStreamName
}

structure GetMetricStreamOutput {
    Arn: AmazonResourceName
    Name: MetricStreamName
    IncludeFilters: MetricStreamFilters
    ExcludeFilters: MetricStreamFilters
    FirehoseArn: AmazonResourceName
    RoleArn: AmazonResourceName
    State: MetricStreamState
    CreationDate: Timestamp
    LastUpdateDate: Timestamp
    OutputFormat: MetricStreamOutputFormat
    StatisticsConfigurations: MetricStreamStatisticsConfigurations
    IncludeLinkedAccountsMetrics: IncludeLinkedAccountsMetrics
}

structure GetMetricWidgetImageInput {
    @required MetricWidget: MetricWidget
    OutputFormat: OutputFormat
}

structure GetMetricWidgetImageOutput {
    MetricWidgetImage: MetricWidgetImage
}

structure GetOTelEnrichmentInput {}

structure GetOTelEnrichmentOutput {
    @required Status: OTelEnrichmentStatus
}

structure InsightRule {
    @required Name: InsightRuleName
    @required State: InsightRuleState
    @required Schema: InsightRuleSchema
    @required Definition: InsightRuleDefinition
    ManagedRule: InsightRuleIsManaged
    ApplyOnTransformedLogs: InsightRuleOnTransformedLogs
}

structure InsightRuleContributor {
    @required Keys: InsightRuleContributorKeys
    @required ApproximateAggregateValue: InsightRuleUnboundDouble
    @required Datapoints: InsightRuleContributorDatapoints
}

structure InsightRuleContributorDatapoint {
    @required Timestamp: Timestamp
    @required ApproximateValue: InsightRuleUnboundDouble
}

structure InsightRuleMetricDatapoint {
    @required Timestamp: Timestamp
    UniqueContributors: InsightRuleUnboundDouble
    MaxContributorValue: InsightRuleUnboundDouble
    SampleCount: InsightRuleUnboundDouble
    Average: InsightRuleUnboundDouble
    Sum: InsightRuleUnboundDouble
    Minimum: InsightRuleUnboundDouble
    Maximum: InsightRuleUnboundDouble
}

@error("client")
@httpError(500)
@aws.protocols#awsQueryError(code: "InternalServiceError", httpResponseCode: 500)
structure InternalServiceFault {
    Message: FaultDescription
}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "InvalidFormat", httpResponseCode: 400)
structure InvalidFormatFault {
    message: ErrorMessage
}

@error("client")
@httpError(400)
structure InvalidNextToken {
    message: ErrorMessage
}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "InvalidParameterCombination", httpResponseCode: 400)
structure InvalidParameterCombinationException {
    message: AwsQueryErrorMessage
}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "InvalidParameterValue", httpResponseCode: 400)
structure InvalidParameterValueException {
    message: AwsQueryErrorMessage
}

structure LabelOptions {
    Timezone: GetMetricDataLabelTimezone
}

@error("client")
@httpError(400)
structure LimitExceededException {}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "LimitExceeded", httpResponseCode: 400)
structure LimitExceededFault {
    message: ErrorMessage
}

structure ListAlarmMuteRulesInput {
    AlarmName: Name
    Statuses: AlarmMuteRuleStatuses
    MaxRecords: MaxRecords
    NextToken: NextToken
}

structure ListAlarmMuteRulesOutput {
    AlarmMuteRuleSummaries: AlarmMuteRuleSummaries
    NextToken: NextToken
}

structure ListDashboardsInput {
    DashboardNamePrefix: DashboardNamePrefix
    NextToken: NextToken
}

structure ListDashboardsOutput {
    DashboardEntries: DashboardEntries
    NextToken: NextToken
}

structure ListManagedInsightRulesInput {
    @required ResourceARN: AmazonResourceName
    NextToken: NextToken
    MaxResults: InsightRuleMaxResults
}

structure ListManagedInsightRulesOutput {
    ManagedRules: ManagedRuleDescriptions
    NextToken: NextToken
}

structure ListMetricStreamsInput {
    NextToken: NextToken
    MaxResults: ListMetricStreamsMaxResults
}

structure ListMetricStreamsOutput {
    NextToken: NextToken
    Entries: MetricStreamEntries
}

structure ListMetricsInput {
    Namespace: Namespace
    MetricName: MetricName
    Dimensions: DimensionFilters
    NextToken: NextToken
    RecentlyActive: RecentlyActive
    IncludeLinkedAccounts: IncludeLinkedAccounts
    OwningAccount: AccountId
}

structure ListMetricsOutput {
    Metrics: Metrics
    NextToken: NextToken
    OwningAccounts: OwningAccounts
}

structure ListTagsForResourceInput {
    @required ResourceARN: AmazonResourceName
}

structure ListTagsForResourceOutput {
    Tags: TagList
}

structure ManagedRule {
    @required TemplateName: TemplateName
    @required ResourceARN: AmazonResourceName
    Tags: TagList
}

structure ManagedRuleDescription {
    TemplateName: TemplateName
    ResourceARN: AmazonResourceName
    RuleState: ManagedRuleState
}

structure ManagedRuleState {
    @required RuleName: InsightRuleName
    @required State: InsightRuleState
}

structure MessageData {
    Code: MessageDataCode
    Value: MessageDataValue
}

structure Metric {
    Namespace: Namespace
    MetricName: MetricName
    Dimensions: Dimensions
}

structure MetricAlarm {
    AlarmName: AlarmName
    AlarmArn: AlarmArn
    AlarmDescription: AlarmDescription
    AlarmConfigurationUpdatedTimestamp: Timestamp
    ActionsEnabled: ActionsEnabled
    OKActions: ResourceList
    AlarmActions: ResourceList
    InsufficientDataActions: ResourceList
    StateValue: StateValue
    StateReason: StateReason
    StateReasonData: StateReasonData
    StateUpdatedTimestamp: Timestamp
    MetricName: MetricName
    Namespace: Namespace
    Statistic: Statistic
    Dimensions: Dimensions
    Period: Period
    Unit: StandardUnit
    EvaluationPeriods: EvaluationPeriods
    Threshold: Threshold
    ComparisonOperator: ComparisonOperator
    ExtendedStatistic: ExtendedStatistic
    TreatMissingData: TreatMissingData
    EvaluateLowSampleCountPercentile: EvaluateLowSampleCountPercentile
    DatapointsToAlarm: DatapointsToAlarm
    Metrics: MetricDataQueries
    ThresholdMetricId: MetricId
    EvaluationState: EvaluationState
    StateTransitionedTimestamp: Timestamp
    EvaluationCriteria: EvaluationCriteria
    EvaluationInterval: EvaluationInterval
}

structure MetricCharacteristics {
    PeriodicSpikes: PeriodicSpikes
}

structure MetricDataQuery {
    @required Id: MetricId
    MetricStat: MetricStat
    Expression: MetricExpression
    Label: MetricLabel
    ReturnData: ReturnData
    Period: Period
    AccountId: AccountId
}

structure MetricDataResult {
    Id: MetricId
    Label: MetricLabel
    Timestamps: Timestamps
    Values: DatapointValues
    StatusCode: StatusCode
    Messages: MetricDataResultMessages
}

structure MetricDatum {
    @required MetricName: MetricName
    Dimensions: Dimensions
    Timestamp: Timestamp
    Value: DatapointValue
    StatisticValues: StatisticSet
    Values: Values
    Counts: Counts
    Unit: StandardUnit
    StorageResolution: StorageResolution
}

structure MetricMathAnomalyDetector {
    MetricDataQueries: MetricDataQueries
}

structure MetricStat {
    @required Metric: Metric
    @required Period: Period
    @required Stat: Stat
    Unit: StandardUnit
}

structure MetricStreamEntry {
    Arn: AmazonResourceName
    CreationDate: Timestamp
    LastUpdateDate: Timestamp
    Name: MetricStreamName
    FirehoseArn: AmazonResourceName
    State: MetricStreamState
    OutputFormat: MetricStreamOutputFormat
}

structure MetricStreamFilter {
    Namespace: Namespace
    MetricNames: MetricStreamFilterMetricNames
}

structure MetricStreamStatisticsConfiguration {
    @required IncludeMetrics: MetricStreamStatisticsIncludeMetrics
    @required AdditionalStatistics: MetricStreamStatisticsAdditionalStatistics
}

structure MetricStreamStatisticsMetric {
    @required Namespace: Namespace
    @required MetricName: MetricName
}

@error("client")
@httpError(400)
@aws.protocols#awsQueryError(code: "MissingParameter", httpResponseCode: 400)
structure MissingRequiredParameterException {
    message: AwsQueryErrorMessage
}

structure MuteTargets {
    @required AlarmNames: MuteTargetAlarmNameList
}

structure PartialFailure {
    FailureResource: FailureResource
    ExceptionType: ExceptionType
    FailureCode: FailureCode
    FailureDescription: FailureDescription
}

structure PutAlarmMuteRuleInput {
    @required Name: Name
    Description: AlarmDescription
    @required Rule: Rule
    MuteTargets: MuteTargets
    Tags: TagList
    StartDate: Timestamp
    ExpireDate: Timestamp
}

structure PutAnomalyDetectorInput {
    @deprecated Namespace: Namespace
    @deprecated MetricName: MetricName
    @deprecated Dimensions: Dimensions
    @deprecated Stat: AnomalyDetectorMetricStat
    Configuration: AnomalyDetectorConfiguration
    MetricCharacteristics: MetricCharacteristics
    SingleMetricAnomalyDetector: SingleMetricAnomalyDetector
    MetricMathAnomalyDetector: MetricMathAnomalyDetector
}

structure PutAnomalyDetectorOutput {}

structure PutCompositeAlarmInput {
    ActionsEnabled: ActionsEnabled
    AlarmActions: ResourceList
    AlarmDescription: AlarmDescription
    @required AlarmName: AlarmName
    @required AlarmRule: AlarmRule
    InsufficientDataActions: ResourceList
    OKActions: ResourceList
    Tags: TagList
    ActionsSuppressor: AlarmArn
    ActionsSuppressorWaitPeriod: SuppressorPeriod
    ActionsSuppressorExtensionPeriod: SuppressorPeriod
}

structure PutDashboardInput {
    @required DashboardName: DashboardName
    @required DashboardBody: DashboardBody
    Tags: TagList
}

structure PutDashboardOutput {
    DashboardValidationMessages: DashboardValidationMessages
}

structure PutInsightRuleInput {
    @required RuleName: InsightRuleName
    RuleState: InsightRuleState
    @required RuleDefinition: InsightRuleDefinition
    Tags: TagList
    ApplyOnTransformedLogs: InsightRuleOnTransformedLogs
}

structure PutInsightRuleOutput {}

structure PutManagedInsightRulesInput {
    @required ManagedRules: ManagedRules
}

structure PutManagedInsightRulesOutput {
    Failures: BatchFailures
}

structure PutMetricAlarmInput {
    @required AlarmName: AlarmName
    AlarmDescription: AlarmDescription
    ActionsEnabled: ActionsEnabled
    OKActions: ResourceList
    AlarmActions: ResourceList
    InsufficientDataActions: ResourceList
    MetricName: MetricName
    Namespace: Namespace
    Statistic: Statistic
    ExtendedStatistic: ExtendedStatistic
    Dimensions: Dimensions
    Period: Period
    Unit: StandardUnit
    EvaluationPeriods: EvaluationPeriods
    DatapointsToAlarm: DatapointsToAlarm
    Threshold: Threshold
    ComparisonOperator: ComparisonOperator
    TreatMissingData: TreatMissingData
    EvaluateLowSampleCountPercentile: EvaluateLowSampleCountPercentile
    Metrics: MetricDataQueries
    Tags: TagList
    ThresholdMetricId: MetricId
    EvaluationCriteria: EvaluationCriteria
    EvaluationInterval: EvaluationInterval
}

structure PutMetricDataInput {
    @required Namespace: Namespace
    MetricData: MetricData
    EntityMetricData: EntityMetricDataList
    StrictEntityValidation: StrictEntityValidation
}

structure PutMetricStreamInput {
    @required Name: MetricStreamName
    IncludeFilters: MetricStreamFilters
    ExcludeFilters: MetricStreamFilters
    @required FirehoseArn: AmazonResourceName
    @required RoleArn: AmazonResourceName
    @required OutputFormat: MetricStreamOutputFormat
    Tags: TagList
    StatisticsConfigurations: MetricStreamStatisticsConfigurations
    IncludeLinkedAccountsMetrics: IncludeLinkedAccountsMetrics
}

structure PutMetricStreamOutput {
    Arn: AmazonResourceName
}

structure Range {
    @required StartTime: Timestamp
    @required EndTime: Timestamp
}

@error("client")
@httpError(404)
structure ResourceNotFound {
    message: ErrorMessage
}

@error("client")
@httpError(404)
structure ResourceNotFoundException {
    ResourceType: ResourceType
    ResourceId: ResourceId
}

structure Rule {
    @required Schedule: Schedule
}

structure Schedule {
    @required Expression: Expression
    @required Duration: Duration
    Timezone: Timezone
}

structure SetAlarmStateInput {
    @required AlarmName: AlarmName
    @required StateValue: StateValue
    @required StateReason: StateReason
    StateReasonData: StateReasonData
}

structure SingleMetricAnomalyDetector {
    AccountId: AccountId
    Namespace: Namespace
    MetricName: MetricName
    Dimensions: Dimensions
    Stat: AnomalyDetectorMetricStat
}

structure StartMetricStreamsInput {
    @required Names: MetricStreamNames
}

structure StartMetricStreamsOutput {}

structure StartOTelEnrichmentInput {}

structure StartOTelEnrichmentOutput {}

structure StatisticSet {
    @required SampleCount: DatapointValue
    @required Sum: DatapointValue
    @required Minimum: DatapointValue
    @required Maximum: DatapointValue
}

structure StopMetricStreamsInput {
    @required Names: MetricStreamNames
}

structure StopMetricStreamsOutput {}

structure StopOTelEnrichmentInput {}

structure StopOTelEnrichmentOutput {}

structure Tag {
    @required Key: TagKey
    @required Value: TagValue
}

structure TagResourceInput {
    @required ResourceARN: AmazonResourceName
    @required Tags: TagList
}

structure TagResourceOutput {}

structure UntagResourceInput {
    @required ResourceARN: AmazonResourceName
    @required TagKeys: TagKeyList
}

structure UntagResourceOutput {}

list AlarmContributors { member: AlarmContributor }
list AlarmHistoryItems { member: AlarmHistoryItem }
list AlarmMuteRuleStatuses { member: AlarmMuteRuleStatus }
list AlarmMuteRuleSummaries { member: AlarmMuteRuleSummary }
@length(max: 100) list AlarmNames { member: AlarmName }
list AlarmTypes { member: AlarmType }
list AnomalyDetectorExcludedTimeRanges { member: Range }
@length(max: 2) list AnomalyDetectorTypes { member: AnomalyDetectorType }
list AnomalyDetectors { member: AnomalyDetector }
list BatchFailures { member: PartialFailure }
list CompositeAlarms { member: CompositeAlarm }
@length(min: 0, max: 150) map ContributorAttributes { key: AttributeName value: AttributeValue }
list Counts { member: DatapointValue }
list DashboardEntries { member: DashboardEntry }
list DashboardNames { member: DashboardName }
list DashboardValidationMessages { member: DashboardValidationMessage }
map DatapointValueMap { key: ExtendedStatistic value: DatapointValue }
list DatapointValues { member: DatapointValue }
list Datapoints { member: Datapoint }
@length(max: 10) list DimensionFilters { member: DimensionFilter }
@length(max: 30) list Dimensions { member: Dimension }
@length(min: 0, max: 10)
map EntityAttributesMap { key: EntityAttributesMapKeyString value: EntityAttributesMapValueString }
@length(min: 2, max: 4) map EntityKeyAttributesMap {
    key: EntityKeyAttributesMapKeyString value: EntityKeyAttributesMapValueString
}
list EntityMetricDataList { member: EntityMetricData }
@length(min: 1, max: 10) list ExtendedStatistics { member: ExtendedStatistic }
list InsightRuleContributorDatapoints { member: InsightRuleContributorDatapoint }
list InsightRuleContributorKeyLabels { member: InsightRuleContributorKeyLabel }
list InsightRuleContributorKeys { member: InsightRuleContributorKey }
list InsightRuleContributors { member: InsightRuleContributor }
list InsightRuleMetricDatapoints { member: InsightRuleMetricDatapoint }
list InsightRuleMetricList { member: InsightRuleMetricName }
list InsightRuleNames { member: InsightRuleName }
list InsightRules { member: InsightRule }
list ManagedRuleDescriptions { member: ManagedRuleDescription }
list ManagedRules { member: ManagedRule }
list MetricAlarms { member: MetricAlarm }
list MetricData { member: MetricDatum }
list MetricDataQueries { member: MetricDataQuery }
list MetricDataResultMessages { member: MessageData }
list MetricDataResults { member: MetricDataResult }
list MetricStreamEntries { member: MetricStreamEntry }
list MetricStreamFilterMetricNames { member: MetricName }
list MetricStreamFilters { member: MetricStreamFilter }
list MetricStreamNames { member: MetricStreamName }
list MetricStreamStatisticsAdditionalStatistics { member: MetricStreamStatistic }
list MetricStreamStatisticsConfigurations { member: MetricStreamStatisticsConfiguration }
list MetricStreamStatisticsIncludeMetrics { member: MetricStreamStatisticsMetric }
list Metrics { member: Metric }
@length(max: 100) list MuteTargetAlarmNameList { member: Name }
list OwningAccounts { member: AccountId }
@length(max: 5) list ResourceList { member: ResourceName }
@length(min: 1, max: 5) list Statistics { member: Statistic }
list TagKeyList { member: TagKey }
list TagList { member: Tag }
list Timestamps { member: Timestamp }
list Values { member: DatapointValue }

enum ActionsSuppressedBy { WaitPeriod ExtensionPeriod Alarm }
enum AlarmMuteRuleStatus { SCHEDULED ACTIVE EXPIRED }
enum AlarmType { CompositeAlarm MetricAlarm }
enum AnomalyDetectorStateValue { PENDING_TRAINING TRAINED_INSUFFICIENT_DATA TRAINED }
enum AnomalyDetectorType { SINGLE_METRIC METRIC_MATH }
enum ComparisonOperator {
    GreaterThanOrEqualToThreshold GreaterThanThreshold LessThanThreshold LessThanOrEqualToThreshold
    LessThanLowerOrGreaterThanUpperThreshold LessThanLowerThreshold GreaterThanUpperThreshold
}
enum EvaluationState { PARTIAL_DATA EVALUATION_FAILURE EVALUATION_ERROR }
enum HistoryItemType {
    ConfigurationUpdate StateUpdate Action AlarmContributorStateUpdate AlarmContributorAction
}
@length(min: 1, max: 255) enum MetricStreamOutputFormat {
    json opentelemetry0_7 = "opentelemetry0.7" opentelemetry1_0 = "opentelemetry1.0"
}
enum OTelEnrichmentStatus { Running Stopped }
enum RecentlyActive { PT3H }
enum ScanBy { TimestampDescending TimestampAscending }
enum StandardUnit {
    Seconds Microseconds Milliseconds Bytes Kilobytes Megabytes Gigabytes Terabytes Bits Kilobits
    Megabits Gigabits Terabits Percent Count Bytes_Second = "Bytes/Second"
    Kilobytes_Second = "Kilobytes/Second" Megabytes_Second = "Megabytes/Second"
    Gigabytes_Second = "Gigabytes/Second" Terabytes_Second = "Terabytes/Second"
    Bits_Second = "Bits/Second" Kilobits_Second = "Kilobits/Second"
    Megabits_Second = "Megabits/Second" Gigabits_Second = "Gigabits/Second"
    Terabits_Second = "Terabits/Second" Count_Second = "Count/Second" None
}
enum StateValue { OK ALARM INSUFFICIENT_DATA }
enum Statistic { SampleCount Average Sum Minimum Maximum }
enum StatusCode { Complete InternalError PartialData Forbidden }

@length(min: 1, max: 255) string AccountId
@length(min: 1, max: 1024) string ActionPrefix
boolean ActionsEnabled
@length(min: 0, max: 1024) string ActionsSuppressedReason
@length(min: 1, max: 1600) string AlarmArn
@length(min: 0, max: 1024) string AlarmDescription
@length(min: 1, max: 255) string AlarmName
@length(min: 1, max: 255) string AlarmNamePrefix
@length(min: 1, max: 10240) string AlarmRule
@length(min: 1, max: 1024) string AmazonResourceName
@length(max: 50) @pattern("(SampleCount|Average|Sum|Minimum|Maximum|IQM|(p|tc|tm|ts|wm)(\\d{1,2}(\\.\\d{0,10})?|100)|[ou]\\d+(\\.\\d*)?)(_E|_L|_H)?|(TM|TC|TS|WM)\\(((((\\d{1,2})(\\.\\d{0,10})?|100(\\.0{0,10})?)%)?:((\\d{1,2})(\\.\\d{0,10})?|100(\\.0{0,10})?)%|((\\d{1,2})(\\.\\d{0,10})?|100(\\.0{0,10})?)%:(((\\d{1,2})(\\.\\d{0,10})?|100(\\.0{0,10})?)%)?)\\)|(TM|TC|TS|WM|PR)\\(((\\d+(\\.\\d{0,10})?|(\\d+(\\.\\d{0,10})?[Ee][+-]?\\d+)):((\\d+(\\.\\d{0,10})?|(\\d+(\\.\\d{0,10})?[Ee][+-]?\\d+)))?|((\\d+(\\.\\d{0,10})?|(\\d+(\\.\\d{0,10})?[Ee][+-]?\\d+)))?:(\\d+(\\.\\d{0,10})?|(\\d+(\\.\\d{0,10})?[Ee][+-]?\\d+)))\\)")
string AnomalyDetectorMetricStat
@length(max: 50) @pattern(".*") string AnomalyDetectorMetricTimezone
@length(min: 1, max: 1600) string Arn
@length(min: 1, max: 255) string AttributeName
@length(min: 1, max: 1024) string AttributeValue
string AwsQueryErrorMessage
@length(min: 1, max: 16) string ContributorId
string DashboardArn
string DashboardBody
string DashboardErrorMessage
string DashboardName
string DashboardNamePrefix
string DataPath
double DatapointValue
@range(min: 1) integer DatapointsToAlarm
@length(min: 1, max: 255) string DimensionName
@length(min: 1, max: 1024) string DimensionValue
@length(min: 1, max: 50) string Duration
@length(min: 1, max: 256) string EntityAttributesMapKeyString
@length(min: 1, max: 2048) string EntityAttributesMapValueString
@length(min: 1, max: 32) string EntityKeyAttributesMapKeyString
@length(min: 1, max: 2048) string EntityKeyAttributesMapValueString
@length(min: 1, max: 255) string ErrorMessage
@length(min: 1, max: 255) string EvaluateLowSampleCountPercentile
@range(min: 10, max: 3600) integer EvaluationInterval
@range(min: 1) integer EvaluationPeriods
string ExceptionType
@length(min: 1, max: 256) string Expression
string ExtendedStatistic
string FailureCode
string FailureDescription
string FailureResource
string FaultDescription
string GetMetricDataLabelTimezone
integer GetMetricDataMaxDatapoints
@length(min: 1, max: 4095) string HistoryData
@length(min: 1, max: 255) string HistorySummary
boolean IncludeLinkedAccounts
boolean IncludeLinkedAccountsMetrics
string InsightRuleAggregationStatistic
string InsightRuleContributorKey
string InsightRuleContributorKeyLabel
@length(min: 1, max: 8192) @pattern("[\\x00-\\x7F]+") string InsightRuleDefinition
boolean InsightRuleIsManaged
@range(min: 1, max: 500) integer InsightRuleMaxResults
@length(min: 1, max: 32) @pattern("[\\x20-\\x7E]+") string InsightRuleMetricName
@length(min: 1, max: 128) @pattern("[\\x20-\\x7E]+") string InsightRuleName
boolean InsightRuleOnTransformedLogs
@length(min: 1, max: 32) @pattern("[\\x20-\\x7E]+") string InsightRuleOrderBy
string InsightRuleSchema
@length(min: 1, max: 32) @pattern("[\\x20-\\x7E]+") string InsightRuleState
double InsightRuleUnboundDouble
integer InsightRuleUnboundInteger
long InsightRuleUnboundLong
timestamp LastModified
@range(min: 1, max: 500) integer ListMetricStreamsMaxResults
@range(min: 1, max: 100) integer MaxRecords
@range(min: 1) integer MaxReturnedResultsCount
string Message
string MessageDataCode
string MessageDataValue
@length(min: 1, max: 2048) string MetricExpression
@length(min: 1, max: 255) string MetricId
string MetricLabel
@length(min: 1, max: 255) string MetricName
@length(min: 1, max: 255) string MetricStreamName
string MetricStreamState
string MetricStreamStatistic
string MetricWidget
blob MetricWidgetImage
string MuteType
@length(min: 1, max: 255) string Name
@length(min: 1, max: 255) @pattern("[^:].*") string Namespace
string NextToken
string OutputFormat
@range(min: 0, max: 86400) integer PendingPeriod
@range(min: 1) integer Period
boolean PeriodicSpikes
@length(min: 1, max: 10000) string Query
@range(min: 0, max: 86400) integer RecoveryPeriod
string ResourceId
@length(min: 1, max: 1024) string ResourceName
string ResourceType
boolean ReturnData
long Size
string Stat
@length(min: 0, max: 1023) string StateReason
@length(min: 0, max: 4000) string StateReasonData
@range(min: 1) integer StorageResolution
boolean StrictEntityValidation
integer SuppressorPeriod
@length(min: 1, max: 128) string TagKey
@length(min: 0, max: 256) string TagValue
@length(min: 1, max: 128) @pattern("[0-9A-Za-z][\\-\\.\\_0-9A-Za-z]{0,126}[0-9A-Za-z]")
string TemplateName
double Threshold
@length(min: 1, max: 50) string Timezone
@length(min: 1, max: 255) string TreatMissingData
