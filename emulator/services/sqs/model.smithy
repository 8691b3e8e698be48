// From botocore 1.43.11, sqs/2012-11-05, by emulator/model/import.py. Do not edit.

$version: "2"

namespace com.amazonaws.sqs

@aws.protocols#awsJson1_0
@aws.auth#sigv4(name: "sqs")
@aws.api#service(endpointPrefix: "sqs")
service AmazonSQS {
    version: "2012-11-05"
    operations: [
        AddPermission CancelMessageMoveTask ChangeMessageVisibility ChangeMessageVisibilityBatch
        CreateQueue DeleteMessage DeleteMessageBatch DeleteQueue GetQueueAttributes GetQueueUrl
        ListDeadLetterSourceQueues ListMessageMoveTasks ListQueueTags ListQueues PurgeQueue
        ReceiveMessage RemovePermission SendMessage SendMessageBatch SetQueueAttributes
        StartMessageMoveTask TagQueue UntagQueue
    ]
}

operation AddPermission {
    input: AddPermissionRequest
    errors: [
        OverLimit RequestThrottled QueueDoesNotExist InvalidAddress InvalidSecurity
        UnsupportedOperation
    ]
}

operation CancelMessageMoveTask {
    input: CancelMessageMoveTaskRequest
    output: CancelMessageMoveTaskResult
    errors: [
        ResourceNotFoundException RequestThrottled InvalidAddress InvalidSecurity
        UnsupportedOperation
    ]
}

operation ChangeMessageVisibility {
    input: ChangeMessageVisibilityRequest
    errors: [
        MessageNotInflight ReceiptHandleIsInvalid RequestThrottled QueueDoesNotExist
        UnsupportedOperation InvalidAddress InvalidSecurity
    ]
}

operation ChangeMessageVisibilityBatch {
    input: ChangeMessageVisibilityBatchRequest
    output: ChangeMessageVisibilityBatchResult
    errors: [
        TooManyEntriesInBatchRequest EmptyBatchRequest BatchEntryIdsNotDistinct InvalidBatchEntryId
        RequestThrottled QueueDoesNotExist UnsupportedOperation InvalidAddress InvalidSecurity
    ]
}

operation CreateQueue {
    input: CreateQueueRequest
    output: CreateQueueResult
    errors: [
        QueueDeletedRecently QueueNameExists RequestThrottled InvalidAddress InvalidAttributeName
        InvalidAttributeValue UnsupportedOperation InvalidSecurity
    ]
}

operation DeleteMessage {
    input: DeleteMessageRequest
    errors: [
        InvalidIdFormat ReceiptHandleIsInvalid RequestThrottled QueueDoesNotExist
        UnsupportedOperation InvalidSecurity InvalidAddress
    ]
}

operation DeleteMessageBatch {
    input: DeleteMessageBatchRequest
    output: DeleteMessageBatchResult
    errors: [
        TooManyEntriesInBatchRequest EmptyBatchRequest BatchEntryIdsNotDistinct InvalidBatchEntryId
        RequestThrottled QueueDoesNotExist UnsupportedOperation InvalidAddress InvalidSecurity
    ]
}

operation DeleteQueue {
    input: DeleteQueueRequest
    errors: [RequestThrottled QueueDoesNotExist InvalidAddress UnsupportedOperation InvalidSecurity]
}

operation GetQueueAttributes {
    input: GetQueueAttributesRequest
    output: GetQueueAttributesResult
    errors: [
        InvalidAttributeName RequestThrottled QueueDoesNotExist UnsupportedOperation InvalidSecurity
        InvalidAddress
    ]
}

operation GetQueueUrl {
    input: GetQueueUrlRequest
    output: GetQueueUrlResult
    errors: [RequestThrottled QueueDoesNotExist InvalidAddress InvalidSecurity UnsupportedOperation]
}

operation ListDeadLetterSourceQueues {
    input: ListDeadLetterSourceQueuesRequest
    output: ListDeadLetterSourceQueuesResult
    errors: [QueueDoesNotExist RequestThrottled InvalidSecurity InvalidAddress UnsupportedOperation]
}

operation ListMessageMoveTasks {
    input: ListMessageMoveTasksRequest
    output: ListMessageMoveTasksResult
    errors: [
        ResourceNotFoundException RequestThrottled InvalidAddress InvalidSecurity
        UnsupportedOperation
    ]
}

operation ListQueueTags {
    input: ListQueueTagsRequest
    output: ListQueueTagsResult
    errors: [RequestThrottled QueueDoesNotExist UnsupportedOperation InvalidAddress InvalidSecurity]
}

operation ListQueues {
    input: ListQueuesRequest
    output: ListQueuesResult
    errors: [RequestThrottled InvalidSecurity InvalidAddress UnsupportedOperation]
}

operation PurgeQueue {
    input: PurgeQueueRequest
    errors: [
        QueueDoesNotExist PurgeQueueInProgress RequestThrottled InvalidAddress InvalidSecurity
        UnsupportedOperation
    ]
}

operation ReceiveMessage {
    input: ReceiveMessageRequest
    output: ReceiveMessageResult
    errors: [
        UnsupportedOperation OverLimit RequestThrottled QueueDoesNotExist InvalidSecurity
        KmsDisabled KmsInvalidState KmsNotFound KmsOptInRequired KmsThrottled KmsAccessDenied
        KmsInvalidKeyUsage InvalidAddress
    ]
}

operation RemovePermission {
    input: RemovePermissionRequest
    errors: [InvalidAddress RequestThrottled QueueDoesNotExist InvalidSecurity UnsupportedOperation]
}

operation SendMessage {
    input: SendMessageRequest
    output: SendMessageResult
    errors: [
        InvalidMessageContents UnsupportedOperation RequestThrottled QueueDoesNotExist
        InvalidSecurity KmsDisabled KmsInvalidState KmsNotFound KmsOptInRequired KmsThrottled
        KmsAccessDenied KmsInvalidKeyUsage InvalidAddress
    ]
}

operation SendMessageBatch {
    input: SendMessageBatchRequest
    output: SendMessageBatchResult
    errors: [
        TooManyEntriesInBatchRequest EmptyBatchRequest BatchEntryIdsNotDistinct BatchRequestTooLong
        InvalidBatchEntryId UnsupportedOperation RequestThrottled QueueDoesNotExist InvalidSecurity
        KmsDisabled KmsInvalidState KmsNotFound KmsOptInRequired KmsThrottled KmsAccessDenied
        KmsInvalidKeyUsage InvalidAddress
    ]
}

operation SetQueueAttributes {
    input: SetQueueAttributesRequest
    errors: [
        InvalidAttributeName InvalidAttributeValue RequestThrottled QueueDoesNotExist
        UnsupportedOperation OverLimit InvalidAddress InvalidSecurity
    ]
}

operation StartMessageMoveTask {
    input: StartMessageMoveTaskRequest
    output: StartMessageMoveTaskResult
    errors: [
        ResourceNotFoundException RequestThrottled InvalidAddress InvalidSecurity
        UnsupportedOperation
    ]
}

operation TagQueue {
    input: TagQueueRequest
    errors: [InvalidAddress RequestThrottled QueueDoesNotExist InvalidSecurity UnsupportedOperation]
}

operation UntagQueue {
    input: UntagQueueRequest
    errors: [InvalidAddress RequestThrottled QueueDoesNotExist InvalidSecurity UnsupportedOperation]
}

structure AddPermissionRequest {
    @required QueueUrl: String
    @required Label: String
    @required @xmlFlattened AWSAccountIds: AWSAccountIdList
    @required @xmlFlattened Actions: ActionNameList
}

@error("client")
structure BatchEntryIdsNotDistinct {
    message: ExceptionMessage
}

@error("client")
structure BatchRequestTooLong {
    message: ExceptionMessage
}

structure BatchResultErrorEntry {
    @required Id: String
    @required SenderFault: Boolean
    @required Code: String
    Message: String
}

structure CancelMessageMoveTaskRequest {
    @required TaskHandle: String
}

structure CancelMessageMoveTaskResult {
    ApproximateNumberOfMessagesMoved: Long
}

structure ChangeMessageVisibilityBatchRequest {
    @required QueueUrl: String
    @required @xmlFlattened Entries: ChangeMessageVisibilityBatchRequestEntryList
}

structure ChangeMessageVisibilityBatchRequestEntry {
    @required Id: String
    @required ReceiptHandle: String
    VisibilityTimeout: NullableInteger
}

structure ChangeMessageVisibilityBatchResult {
    @required @xmlFlattened Successful: ChangeMessageVisibilityBatchResultEntryList
    @required @xmlFlattened Failed: BatchResultErrorEntryList
}

structure ChangeMessageVisibilityBatchResultEntry {
    @required Id: String
}

structure ChangeMessageVisibilityRequest {
    @required QueueUrl: String
    @required ReceiptHandle: String
    @required VisibilityTimeout: NullableInteger
}

structure CreateQueueRequest {
    @required QueueName: String
    @xmlFlattened Attributes: QueueAttributeMap
    @xmlFlattened tags: TagMap
}

structure CreateQueueResult {
    QueueUrl: String
}

structure DeleteMessageBatchRequest {
    @required QueueUrl: String
    @required @xmlFlattened Entries: DeleteMessageBatchRequestEntryList
}

structure DeleteMessageBatchRequestEntry {
    @required Id: String
    @required ReceiptHandle: String
}

structure DeleteMessageBatchResult {
    @required @xmlFlattened Successful: DeleteMessageBatchResultEntryList
    @required @xmlFlattened Failed: BatchResultErrorEntryList
}

structure DeleteMessageBatchResultEntry {
    @required Id: String
}

structure DeleteMessageRequest {
    @required QueueUrl: String
    @required ReceiptHandle: String
}

structure DeleteQueueRequest {
    @required QueueUrl: String
}

@error("client")
structure EmptyBatchRequest {
    message: ExceptionMessage
}

structure GetQueueAttributesRequest {
    @required QueueUrl: String
    @xmlFlattened AttributeNames: AttributeNameList
}

structure GetQueueAttributesResult {
    @xmlFlattened Attributes: QueueAttributeMap
}

structure GetQueueUrlRequest {
    @required QueueName: String
    QueueOwnerAWSAccountId: String
}

structure GetQueueUrlResult {
    QueueUrl: String
}

@error("client")
structure InvalidAddress {
    message: ExceptionMessage
}

@error("client")
structure InvalidAttributeName {
    message: ExceptionMessage
}

@error("client")
structure InvalidAttributeValue {
    message: ExceptionMessage
}

@error("client")
structure InvalidBatchEntryId {
    message: ExceptionMessage
}

@error("client")
@deprecated
structure InvalidIdFormat {}

@error("client")
structure InvalidMessageContents {
    message: ExceptionMessage
}

@error("client")
structure InvalidSecurity {
    message: ExceptionMessage
}

@error("client")
structure KmsAccessDenied {
    message: ExceptionMessage
}

@error("client")
structure KmsDisabled {
    message: ExceptionMessage
}

@error("client")
structure KmsInvalidKeyUsage {
    message: ExceptionMessage
}

@error("client")
structure KmsInvalidState {
    message: ExceptionMessage
}

@error("client")
structure KmsNotFound {
    message: ExceptionMessage
}

@error("client")
structure KmsOptInRequired {
    message: ExceptionMessage
}

@error("client")
structure KmsThrottled {
    message: ExceptionMessage
}

structure ListDeadLetterSourceQueuesRequest {
    @required QueueUrl: String
    NextToken: Token
    MaxResults: BoxedInteger
}

structure ListDeadLetterSourceQueuesResult {
    @required @xmlFlattened queueUrls: QueueUrlList
    NextToken: Token
}

structure ListMessageMoveTasksRequest {
    @required SourceArn: String
    MaxResults: NullableInteger
}

structure ListMessageMoveTasksResult {
    @xmlFlattened Results: ListMessageMoveTasksResultEntryList
}

structure ListMessageMoveTasksResultEntry {
    TaskHandle: String
    Status: String
    SourceArn: String
    DestinationArn: String
    MaxNumberOfMessagesPerSecond: NullableInteger
    ApproximateNumberOfMessagesMoved: Long
    ApproximateNumberOfMessagesToMove: NullableLong
    FailureReason: String
    StartedTimestamp: Long
}

structure ListQueueTagsRequest {
    @required QueueUrl: String
}

structure ListQueueTagsResult {
    @xmlFlattened Tags: TagMap
}

structure ListQueuesRequest {
    QueueNamePrefix: String
    NextToken: Token
    MaxResults: BoxedInteger
}

structure ListQueuesResult {
    @xmlFlattened QueueUrls: QueueUrlList
    NextToken: Token
}

structure Message {
    MessageId: String
    ReceiptHandle: String
    MD5OfBody: String
    Body: String
    @xmlFlattened Attributes: MessageSystemAttributeMap
    MD5OfMessageAttributes: String
    @xmlFlattened MessageAttributes: MessageBodyAttributeMap
}

structure MessageAttributeValue {
    StringValue: String
    BinaryValue: Binary
    @xmlFlattened StringListValues: StringList
    @xmlFlattened BinaryListValues: BinaryList
    @required DataType: String
}

@error("client")
structure MessageNotInflight {}

structure MessageSystemAttributeValue {
    StringValue: String
    BinaryValue: Binary
    @xmlFlattened StringListValues: StringList
    @xmlFlattened BinaryListValues: BinaryList
    @required DataType: String
}

@error("client")
structure OverLimit {
    message: ExceptionMessage
}

@error("client")
structure PurgeQueueInProgress {
    message: ExceptionMessage
}

structure PurgeQueueRequest {
    @required QueueUrl: String
}

@error("client")
structure QueueDeletedRecently {
    message: ExceptionMessage
}

@error("client")
structure QueueDoesNotExist {
    message: ExceptionMessage
}

@error("client")
structure QueueNameExists {
    message: ExceptionMessage
}

@error("client")
structure ReceiptHandleIsInvalid {
    message: ExceptionMessage
}

structure ReceiveMessageRequest {
    @required QueueUrl: String
    @xmlFlattened @deprecated AttributeNames: AttributeNameList
    @xmlFlattened MessageSystemAttributeNames: MessageSystemAttributeList
    @xmlFlattened MessageAttributeNames: MessageAttributeNameList
    MaxNumberOfMessages: NullableInteger
    VisibilityTimeout: NullableInteger
    WaitTimeSeconds: NullableInteger
    ReceiveRequestAttemptId: String
}

structure ReceiveMessageResult {
    @xmlFlattened Messages: MessageList
}

structure RemovePermissionRequest {
    @required QueueUrl: String
    @required Label: String
}

@error("client")
structure RequestThrottled {
    message: ExceptionMessage
}

@error("client")
structure ResourceNotFoundException {
    message: ExceptionMessage
}

structure SendMessageBatchRequest {
    @required QueueUrl: String
    @required @xmlFlattened Entries: SendMessageBatchRequestEntryList
}

structure SendMessageBatchRequestEntry {
    @required Id: String
    @required MessageBody: String
    DelaySeconds: NullableInteger
    @xmlFlattened MessageAttributes: MessageBodyAttributeMap
    @xmlFlattened MessageSystemAttributes: MessageBodySystemAttributeMap
    MessageDeduplicationId: String
    MessageGroupId: String
}

structure SendMessageBatchResult {
    @required @xmlFlattened Successful: SendMessageBatchResultEntryList
    @required @xmlFlattened Failed: BatchResultErrorEntryList
}

structure SendMessageBatchResultEntry {
    @required Id: String
    @required MessageId: String
    @required MD5OfMessageBody: String
    MD5OfMessageAttributes: String
    MD5OfMessageSystemAttributes: String
    SequenceNumber: String
}

structure SendMessageRequest {
    @required QueueUrl: String
    @required MessageBody: String
    DelaySeconds: NullableInteger
    @xmlFlattened MessageAttributes: MessageBodyAttributeMap
    @xmlFlattened MessageSystemAttributes: MessageBodySystemAttributeMap
    MessageDeduplicationId: String
    MessageGroupId: String
}

structure SendMessageResult {
    MD5OfMessageBody: String
    MD5OfMessageAttributes: String
    MD5OfMessageSystemAttributes: String
    MessageId: String
    SequenceNumber: String
}

structure SetQueueAttributesRequest {
    @required QueueUrl: String
    @required @xmlFlattened Attributes: QueueAttributeMap
}

structure StartMessageMoveTaskRequest {
    @required SourceArn: String
    DestinationArn: String
    MaxNumberOfMessagesPerSecond: NullableInteger
}

structure StartMessageMoveTaskResult {
    TaskHandle: String
}

structure TagQueueRequest {
    @required QueueUrl: String
    @required @xmlFlattened Tags: TagMap
}

@error("client")
structure TooManyEntriesInBatchRequest {
    message: ExceptionMessage
}

@error("client")
structure UnsupportedOperation {
    message: ExceptionMessage
}

structure UntagQueueRequest {
    @required QueueUrl: String
    @required @xmlFlattened TagKeys: TagKeyList
}

list AWSAccountIdList { member: String }
list ActionNameList { member: String }
list AttributeNameList { member: QueueAttributeName }
list BatchResultErrorEntryList { member: BatchResultErrorEntry }
list BinaryList { member: Binary }
list ChangeMessageVisibilityBatchRequestEntryList {
    member: ChangeMessageVisibilityBatchRequestEntry
}
list ChangeMessageVisibilityBatchResultEntryList { member: ChangeMessageVisibilityBatchResultEntry }
list DeleteMessageBatchRequestEntryList { member: DeleteMessageBatchRequestEntry }
list DeleteMessageBatchResultEntryList { member: DeleteMessageBatchResultEntry }
list ListMessageMoveTasksResultEntryList { member: ListMessageMoveTasksResultEntry }
list MessageAttributeNameList { member: MessageAttributeName }
map MessageBodyAttributeMap { key: String value: MessageAttributeValue }
map MessageBodySystemAttributeMap {
    key: MessageSystemAttributeNameForSends value: MessageSystemAttributeValue
}
list MessageList { member: Message }
list MessageSystemAttributeList { member: MessageSystemAttributeName }
map MessageSystemAttributeMap { key: MessageSystemAttributeName value: String }
map QueueAttributeMap { key: QueueAttributeName value: String }
list QueueUrlList { member: String }
list SendMessageBatchRequestEntryList { member: SendMessageBatchRequestEntry }
list SendMessageBatchResultEntryList { member: SendMessageBatchResultEntry }
list StringList { member: String }
list TagKeyList { member: TagKey }
map TagMap { key: TagKey value: TagValue }

enum MessageSystemAttributeName {
    All SenderId SentTimestamp ApproximateReceiveCount ApproximateFirstReceiveTimestamp
    SequenceNumber MessageDeduplicationId MessageGroupId AWSTraceHeader DeadLetterQueueSourceArn
}
enum MessageSystemAttributeNameForSends { AWSTraceHeader }
enum QueueAttributeName {
    All Policy VisibilityTimeout MaximumMessageSize MessageRetentionPeriod
    ApproximateNumberOfMessages ApproximateNumberOfMessagesNotVisible CreatedTimestamp
    LastModifiedTimestamp QueueArn ApproximateNumberOfMessagesDelayed DelaySeconds
    ReceiveMessageWaitTimeSeconds RedrivePolicy FifoQueue ContentBasedDeduplication KmsMasterKeyId
    KmsDataKeyReusePeriodSeconds DeduplicationScope FifoThroughputLimit RedriveAllowPolicy
    SqsManagedSseEnabled
}

blob Binary
integer BoxedInteger
string ExceptionMessage
string MessageAttributeName
integer NullableInteger
long NullableLong
string TagKey
string TagValue
string Token
