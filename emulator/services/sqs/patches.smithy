// Facts of SQS that botocore's model does not carry: botocore knows the newer protocol only, and SQS
// speaks both (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html).

$version: "2"

namespace com.amazonaws.sqs

apply AmazonSQS @aws.protocols#awsQuery
apply AmazonSQS @xmlNamespace(uri: "http://queue.amazonaws.com/doc/2012-11-05/")

// What lists and maps are called in awsQuery, where all of them are flattened (SQS-1.4).
apply AddPermissionRequest$AWSAccountIds @xmlName("AWSAccountId")
apply AddPermissionRequest$Actions @xmlName("ActionName")
apply ChangeMessageVisibilityBatchRequest$Entries @xmlName("ChangeMessageVisibilityBatchRequestEntry")
apply ChangeMessageVisibilityBatchResult$Failed @xmlName("BatchResultErrorEntry")
apply ChangeMessageVisibilityBatchResult$Successful @xmlName("ChangeMessageVisibilityBatchResultEntry")
apply CreateQueueRequest$Attributes @xmlName("Attribute")
apply CreateQueueRequest$tags @xmlName("Tag")
apply DeleteMessageBatchRequest$Entries @xmlName("DeleteMessageBatchRequestEntry")
apply DeleteMessageBatchResult$Failed @xmlName("BatchResultErrorEntry")
apply DeleteMessageBatchResult$Successful @xmlName("DeleteMessageBatchResultEntry")
apply GetQueueAttributesRequest$AttributeNames @xmlName("AttributeName")
apply GetQueueAttributesResult$Attributes @xmlName("Attribute")
apply ListDeadLetterSourceQueuesResult$queueUrls @xmlName("QueueUrl")
apply ListMessageMoveTasksResult$Results @xmlName("ListMessageMoveTasksResultEntry")
apply ListQueueTagsResult$Tags @xmlName("Tag")
apply ListQueuesResult$QueueUrls @xmlName("QueueUrl")
apply Message$Attributes @xmlName("Attribute")
apply Message$MessageAttributes @xmlName("MessageAttribute")
apply MessageAttributeValue$BinaryListValues @xmlName("BinaryListValue")
apply MessageAttributeValue$StringListValues @xmlName("StringListValue")
apply MessageSystemAttributeValue$BinaryListValues @xmlName("BinaryListValue")
apply MessageSystemAttributeValue$StringListValues @xmlName("StringListValue")
apply ReceiveMessageRequest$AttributeNames @xmlName("AttributeName")
apply ReceiveMessageRequest$MessageAttributeNames @xmlName("MessageAttributeName")
apply ReceiveMessageRequest$MessageSystemAttributeNames @xmlName("MessageSystemAttributeName")
apply ReceiveMessageResult$Messages @xmlName("Message")
apply SendMessageBatchRequest$Entries @xmlName("SendMessageBatchRequestEntry")
apply SendMessageBatchRequestEntry$MessageAttributes @xmlName("MessageAttribute")
apply SendMessageBatchRequestEntry$MessageSystemAttributes @xmlName("MessageSystemAttribute")
apply SendMessageBatchResult$Failed @xmlName("BatchResultErrorEntry")
apply SendMessageBatchResult$Successful @xmlName("SendMessageBatchResultEntry")
apply SendMessageRequest$MessageAttributes @xmlName("MessageAttribute")
apply SendMessageRequest$MessageSystemAttributes @xmlName("MessageSystemAttribute")
apply SetQueueAttributesRequest$Attributes @xmlName("Attribute")
apply TagQueueRequest$Tags @xmlName("Tag")
apply UntagQueueRequest$TagKeys @xmlName("TagKey")
apply MessageBodyAttributeMap$key @xmlName("Name")
apply MessageBodyAttributeMap$value @xmlName("Value")
apply MessageBodySystemAttributeMap$key @xmlName("Name")
apply MessageBodySystemAttributeMap$value @xmlName("Value")
apply MessageSystemAttributeMap$key @xmlName("Name")
apply MessageSystemAttributeMap$value @xmlName("Value")
apply QueueAttributeMap$key @xmlName("Name")
apply QueueAttributeMap$value @xmlName("Value")
apply TagMap$key @xmlName("Key")
apply TagMap$value @xmlName("Value")

// What has no entry is not there (SQS-1.8).
apply ChangeMessageVisibilityBatchResult$Failed @clientOptional
apply ChangeMessageVisibilityBatchResult$Successful @clientOptional
apply DeleteMessageBatchResult$Failed @clientOptional
apply DeleteMessageBatchResult$Successful @clientOptional
apply SendMessageBatchResult$Failed @clientOptional
apply SendMessageBatchResult$Successful @clientOptional

// The codes that errors have in awsQuery, which answers of the newer protocol carry besides (SQS-2).
apply BatchEntryIdsNotDistinct @aws.protocols#awsQueryError(code: "AWS.SimpleQueueService.BatchEntryIdsNotDistinct", httpResponseCode: 400)
apply BatchRequestTooLong @aws.protocols#awsQueryError(code: "AWS.SimpleQueueService.BatchRequestTooLong", httpResponseCode: 400)
apply EmptyBatchRequest @aws.protocols#awsQueryError(code: "AWS.SimpleQueueService.EmptyBatchRequest", httpResponseCode: 400)
apply InvalidBatchEntryId @aws.protocols#awsQueryError(code: "AWS.SimpleQueueService.InvalidBatchEntryId", httpResponseCode: 400)
apply KmsAccessDenied @aws.protocols#awsQueryError(code: "KMS.AccessDeniedException", httpResponseCode: 400)
apply KmsDisabled @aws.protocols#awsQueryError(code: "KMS.DisabledException", httpResponseCode: 400)
apply KmsInvalidKeyUsage @aws.protocols#awsQueryError(code: "KMS.InvalidKeyUsageException", httpResponseCode: 400)
apply KmsInvalidState @aws.protocols#awsQueryError(code: "KMS.InvalidStateException", httpResponseCode: 400)
apply KmsNotFound @aws.protocols#awsQueryError(code: "KMS.NotFoundException", httpResponseCode: 400)
apply KmsOptInRequired @aws.protocols#awsQueryError(code: "KMS.OptInRequired", httpResponseCode: 400)
apply KmsThrottled @aws.protocols#awsQueryError(code: "KMS.ThrottlingException", httpResponseCode: 400)
apply MessageNotInflight @aws.protocols#awsQueryError(code: "AWS.SimpleQueueService.MessageNotInflight", httpResponseCode: 400)
apply PurgeQueueInProgress @aws.protocols#awsQueryError(code: "AWS.SimpleQueueService.PurgeQueueInProgress", httpResponseCode: 403)
apply QueueDeletedRecently @aws.protocols#awsQueryError(code: "AWS.SimpleQueueService.QueueDeletedRecently", httpResponseCode: 400)
apply QueueDoesNotExist @aws.protocols#awsQueryError(code: "AWS.SimpleQueueService.NonExistentQueue", httpResponseCode: 400)
apply QueueNameExists @aws.protocols#awsQueryError(code: "QueueAlreadyExists", httpResponseCode: 400)
apply TooManyEntriesInBatchRequest @aws.protocols#awsQueryError(code: "AWS.SimpleQueueService.TooManyEntriesInBatchRequest", httpResponseCode: 400)
apply UnsupportedOperation @aws.protocols#awsQueryError(code: "AWS.SimpleQueueService.UnsupportedOperation", httpResponseCode: 400)

// Statuses other than 400.
apply InvalidAddress @httpError(404)
apply InvalidSecurity @httpError(403)
apply OverLimit @httpError(403)
apply PurgeQueueInProgress @httpError(403)
apply RequestThrottled @httpError(403)
apply ResourceNotFoundException @httpError(404)
