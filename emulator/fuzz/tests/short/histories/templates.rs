//! Requests with places to fill: `{{key}}`, `{{now}}`, and what answers named (`{{UploadId}}`).

/// One of them.
pub(crate) struct Template {
    pub method: &'static str,
    pub target: &'static str,
    /// A line each.
    pub headers: &'static str,
    /// `bytes 5000`: so many bytes.
    pub body: &'static str,
}

const fn of(
    method: &'static str,
    target: &'static str,
    headers: &'static str,
    body: &'static str,
) -> Template {
    Template { method, target, headers, body }
}

const fn json(target: &'static str, body: &'static str) -> Template {
    Template { method: "POST", target: "/", headers: target, body }
}

const fn form(host: &'static str, body: &'static str) -> Template {
    Template { method: "POST", target: "/", headers: host, body }
}

/// A bucket with versions that anybody may read, a distribution before it, a group, a user, a role.
pub(crate) const BEGINNING: &[Template] = &[
    of("PUT", "/photos", "", ""),
    of(
        "PUT",
        "/photos?versioning",
        "",
        "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
    ),
    of("DELETE", "/photos?publicAccessBlock", "", ""),
    of("PUT", "/photos?policy", "", PUBLIC),
    of("PUT", "/photos/k", "content-type: text/css\ncache-control: max-age=60", "bytes 2000"),
    of("PUT", "/plain", "", ""),
    json(CREATE_GROUP, r#"{"logGroupName":"/app"}"#),
    json(CREATE_STREAM, r#"{"logGroupName":"/app","logStreamName":"s"}"#),
    json(CREATE_QUEUE, r#"{"QueueName":"q"}"#),
    form(IAM, "Action=CreateUser&Version=2010-05-08&UserName=ann"),
    form(IAM, CREATE_ROLE),
    of("POST", "/2020-05-31/distribution", CLOUDFRONT, DISTRIBUTION),
];

/// A list a service, so that each gets its share.
pub(crate) const SERVICES: &[&[Template]] =
    &[OBJECTS, OBJECTS, UPLOADS, BUCKETS, LOGS, METRICS, EDGE, EDGE, IDENTITIES, KEYS, QUEUES];

const PUBLIC: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::photos","arn:aws:s3:::photos/*"]}]}"#;

const OBJECTS: &[Template] = &[
    of("PUT", "/photos/{{key}}", "cache-control: max-age={{n}}00", "bytes {{bytes}}"),
    of(
        "PUT",
        "/photos/{{key}}",
        "content-type: text/css\ncache-control: max-age=5, stale-while-revalidate=60",
        "bytes {{bytes}}",
    ),
    of(
        "PUT",
        "/photos/{{key}}",
        "x-amz-tagging: a=b&c=d\nx-amz-meta-n: {{n}}\nx-amz-storage-class: GLACIER",
        "bytes {{bytes}}",
    ),
    of(
        "PUT",
        "/photos/{{key}}",
        "x-amz-server-side-encryption: aws:kms\nx-amz-server-side-encryption-aws-kms-key-id: {{KeyId}}",
        "secret",
    ),
    of("PUT", "/photos/{{key}}", "if-match: {{ETag}}", "bytes {{bytes}}"),
    of("PUT", "/plain/{{key}}", "x-amz-copy-source: /photos/{{key}}", ""),
    of(
        "PUT",
        "/plain/{{key}}",
        "x-amz-checksum-sha256: n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=",
        "test",
    ),
    of("GET", "/photos/{{key}}", "", ""),
    of("GET", "/photos/{{key}}?versionId={{VersionId}}", "", ""),
    of("GET", "/plain/{{key}}", "range: bytes=1-3", ""),
    of("HEAD", "/photos/{{key}}", "x-amz-checksum-mode: ENABLED", ""),
    of("DELETE", "/photos/{{key}}", "", ""),
    of("DELETE", "/photos/{{key}}?versionId={{VersionId}}", "", ""),
    of("DELETE", "/plain/{{key}}", "", ""),
    of(
        "POST",
        "/photos?delete",
        "",
        "<Delete><Object><Key>{{key}}</Key></Object><Object><Key>{{key}}</Key></Object></Delete>",
    ),
    of(
        "POST",
        "/photos/{{key}}?restore",
        "",
        "<RestoreRequest><Days>{{days}}</Days></RestoreRequest>",
    ),
    of(
        "PUT",
        "/photos/{{key}}?tagging",
        "",
        "<Tagging><TagSet><Tag><Key>a</Key><Value>{{n}}</Value></Tag></TagSet></Tagging>",
    ),
    of(
        "GET",
        "/photos/{{key}}?attributes",
        "x-amz-object-attributes: ETag, Checksum, ObjectParts",
        "",
    ),
    of("GET", "/photos?list-type=2&max-keys={{n}}", "", ""),
    of("GET", "/photos?list-type=2&continuation-token={{NextContinuationToken}}", "", ""),
    of("GET", "/photos?versions", "", ""),
    of("GET", "/plain", "", ""),
];

const UPLOADS: &[Template] = &[
    of("POST", "/photos/k?uploads", "x-amz-meta-n: {{n}}", ""),
    of("POST", "/photos/k?uploads", "x-amz-checksum-algorithm: SHA256", ""),
    of("PUT", "/photos/k?partNumber=1&uploadId={{UploadId}}", "", "bytes {{bytes}}"),
    of("PUT", "/photos/k?partNumber=1&uploadId={{UploadId}}", "x-amz-copy-source: /photos/k", ""),
    of("GET", "/photos/k?uploadId={{UploadId}}", "", ""),
    of("GET", "/photos?uploads", "", ""),
    of(
        "POST",
        "/photos/k?uploadId={{UploadId}}",
        "",
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{{ETag}}</ETag></Part></CompleteMultipartUpload>",
    ),
    of("DELETE", "/photos/k?uploadId={{UploadId}}", "", ""),
];

const BUCKETS: &[Template] = &[
    of(
        "PUT",
        "/photos?lifecycle",
        "",
        "<LifecycleConfiguration><Rule><ID>r</ID><Filter><Prefix></Prefix></Filter><Status>Enabled</Status><Expiration><Days>{{days}}</Days></Expiration><NoncurrentVersionExpiration><NoncurrentDays>{{days}}</NoncurrentDays></NoncurrentVersionExpiration><AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>",
    ),
    of(
        "PUT",
        "/plain?logging",
        "",
        "<BucketLoggingStatus><LoggingEnabled><TargetBucket>photos</TargetBucket><TargetPrefix>log/</TargetPrefix></LoggingEnabled></BucketLoggingStatus>",
    ),
    of(
        "PUT",
        "/plain?website",
        "",
        "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument></WebsiteConfiguration>",
    ),
    of("GET", "/", "host: plain.s3-website-us-east-1.amazonaws.com", ""),
    of(
        "PUT",
        "/photos?notification",
        "",
        "<NotificationConfiguration><QueueConfiguration><Queue>arn:aws:sqs:us-east-1:123456789012:q</Queue><Event>s3:ObjectCreated:*</Event></QueueConfiguration></NotificationConfiguration>",
    ),
    of(
        "PUT",
        "/plain?versioning",
        "",
        "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>",
    ),
    of("PUT", "/photos?policy", "", PUBLIC),
    of(
        "PUT",
        "/photos?cors",
        "",
        "<CORSConfiguration><CORSRule><AllowedOrigin>https://*.example</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>",
    ),
    of("GET", "/photos?policy", "", ""),
    of("GET", "/photos?lifecycle", "", ""),
    of("PUT", "/other-bucket", "", ""),
    of("DELETE", "/other-bucket", "", ""),
    of("GET", "/", "", ""),
];

const CREATE_GROUP: &str =
    "x-amz-target: Logs_20140328.CreateLogGroup\ncontent-type: application/x-amz-json-1.1";
const CREATE_STREAM: &str =
    "x-amz-target: Logs_20140328.CreateLogStream\ncontent-type: application/x-amz-json-1.1";
const PUT_EVENTS: &str =
    "x-amz-target: Logs_20140328.PutLogEvents\ncontent-type: application/x-amz-json-1.1";
const GET_EVENTS: &str =
    "x-amz-target: Logs_20140328.GetLogEvents\ncontent-type: application/x-amz-json-1.1";
const FILTER_EVENTS: &str =
    "x-amz-target: Logs_20140328.FilterLogEvents\ncontent-type: application/x-amz-json-1.1";
const RETENTION: &str =
    "x-amz-target: Logs_20140328.PutRetentionPolicy\ncontent-type: application/x-amz-json-1.1";
const STREAMS: &str =
    "x-amz-target: Logs_20140328.DescribeLogStreams\ncontent-type: application/x-amz-json-1.1";

const LOGS: &[Template] = &[
    json(CREATE_STREAM, r#"{"logGroupName":"/app","logStreamName":"s{{n}}"}"#),
    json(
        PUT_EVENTS,
        r#"{"logGroupName":"/app","logStreamName":"s","logEvents":[{"timestamp":{{now-ms}},"message":"m {{value}}"},{"timestamp":{{now-ms}},"message":"error"}]}"#,
    ),
    json(
        PUT_EVENTS,
        r#"{"logGroupName":"/app","logStreamName":"s{{n}}","logEvents":[{"timestamp":{{now-ms}},"message":"error"}]}"#,
    ),
    json(
        GET_EVENTS,
        r#"{"logGroupName":"/app","logStreamName":"s","startFromHead":true,"limit":{{n}}}"#,
    ),
    json(FILTER_EVENTS, r#"{"logGroupName":"/app","filterPattern":"error","limit":{{n}}}"#),
    json(RETENTION, r#"{"logGroupName":"/app","retentionInDays":{{days}}}"#),
    json(STREAMS, r#"{"logGroupName":"/app","orderBy":"LastEventTime"}"#),
];

const CREATE_QUEUE: &str =
    "x-amz-target: AmazonSQS.CreateQueue\ncontent-type: application/x-amz-json-1.0";
const SEND: &str = "x-amz-target: AmazonSQS.SendMessage\ncontent-type: application/x-amz-json-1.0";
const RECEIVE: &str =
    "x-amz-target: AmazonSQS.ReceiveMessage\ncontent-type: application/x-amz-json-1.0";
const DELETE_MESSAGE: &str =
    "x-amz-target: AmazonSQS.DeleteMessage\ncontent-type: application/x-amz-json-1.0";
const VISIBILITY: &str =
    "x-amz-target: AmazonSQS.ChangeMessageVisibility\ncontent-type: application/x-amz-json-1.0";
const ATTRIBUTES: &str =
    "x-amz-target: AmazonSQS.GetQueueAttributes\ncontent-type: application/x-amz-json-1.0";
const LIST_QUEUES: &str =
    "x-amz-target: AmazonSQS.ListQueues\ncontent-type: application/x-amz-json-1.0";

const QUEUES: &[Template] = &[
    json(
        CREATE_QUEUE,
        r#"{"QueueName":"q","Attributes":{"VisibilityTimeout":"{{n}}0","Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"s3.amazonaws.com\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}]}"}}"#,
    ),
    json(
        CREATE_QUEUE,
        r#"{"QueueName":"other","Attributes":{"DelaySeconds":"{{n}}","RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:q\",\"maxReceiveCount\":1}"}}"#,
    ),
    json(
        SEND,
        r#"{"QueueUrl":"{{QueueUrl}}","MessageBody":"m {{value}}","MessageAttributes":{"a":{"DataType":"String","StringValue":"b"}}}"#,
    ),
    json(SEND, r#"{"QueueUrl":"{{QueueUrl}}","MessageBody":"late","DelaySeconds":{{n}}}"#),
    json(
        RECEIVE,
        r#"{"QueueUrl":"{{QueueUrl}}","MaxNumberOfMessages":{{n}},"VisibilityTimeout":{{n}}}"#,
    ),
    json(
        RECEIVE,
        r#"{"QueueUrl":"{{QueueUrl}}","WaitTimeSeconds":{{n}},"MessageSystemAttributeNames":["All"]}"#,
    ),
    json(DELETE_MESSAGE, r#"{"QueueUrl":"{{QueueUrl}}","ReceiptHandle":"{{ReceiptHandle}}"}"#),
    json(
        VISIBILITY,
        r#"{"QueueUrl":"{{QueueUrl}}","ReceiptHandle":"{{ReceiptHandle}}","VisibilityTimeout":{{n}}}"#,
    ),
    json(ATTRIBUTES, r#"{"QueueUrl":"{{QueueUrl}}","AttributeNames":["All"]}"#),
    json(LIST_QUEUES, "{}"),
];

const PUT_METRICS: &str = "x-amz-target: GraniteServiceVersion20100801.PutMetricData\ncontent-type: application/x-amz-json-1.0";
const PUT_ALARM: &str = "x-amz-target: GraniteServiceVersion20100801.PutMetricAlarm\ncontent-type: application/x-amz-json-1.0";
const GET_METRICS: &str = "x-amz-target: GraniteServiceVersion20100801.GetMetricStatistics\ncontent-type: application/x-amz-json-1.0";
const ALARMS: &str = "x-amz-target: GraniteServiceVersion20100801.DescribeAlarms\ncontent-type: application/x-amz-json-1.0";
const HISTORY: &str = "x-amz-target: GraniteServiceVersion20100801.DescribeAlarmHistory\ncontent-type: application/x-amz-json-1.0";
const LIST_METRICS: &str = "x-amz-target: GraniteServiceVersion20100801.ListMetrics\ncontent-type: application/x-amz-json-1.0";
const DASHBOARD: &str = "x-amz-target: GraniteServiceVersion20100801.PutDashboard\ncontent-type: application/x-amz-json-1.0";

const METRICS: &[Template] = &[
    json(
        PUT_METRICS,
        r#"{"Namespace":"app","MetricData":[{"MetricName":"m","Value":{{value}},"Unit":"Count"}]}"#,
    ),
    json(
        PUT_METRICS,
        r#"{"Namespace":"app","MetricData":[{"MetricName":"m","Values":[{{value}},{{value}}],"Counts":[1,3],"StorageResolution":1}]}"#,
    ),
    json(
        PUT_METRICS,
        r#"{"Namespace":"app","MetricData":[{"MetricName":"n","StatisticValues":{"SampleCount":2,"Sum":3,"Minimum":1,"Maximum":2},"Dimensions":[{"Name":"a","Value":"{{n}}"}]}]}"#,
    ),
    json(
        PUT_ALARM,
        r#"{"AlarmName":"a{{n}}","Namespace":"app","MetricName":"m","Statistic":"Sum","Period":60,"EvaluationPeriods":1,"Threshold":{{value}},"ComparisonOperator":"GreaterThanThreshold","AlarmActions":["arn:aws:sns:us-east-1:123456789012:t"]}"#,
    ),
    json(
        PUT_ALARM,
        r#"{"AlarmName":"p","Namespace":"app","MetricName":"m","ExtendedStatistic":"p90","Period":60,"EvaluationPeriods":2,"DatapointsToAlarm":1,"Threshold":{{value}},"ComparisonOperator":"LessThanThreshold","TreatMissingData":"breaching"}"#,
    ),
    json(
        GET_METRICS,
        r#"{"Namespace":"app","MetricName":"m","StartTime":{{now}},"EndTime":{{now}},"Period":60,"Statistics":["Sum","Average"]}"#,
    ),
    json(ALARMS, "{}"),
    json(HISTORY, r#"{"MaxRecords":{{n}}}"#),
    json(LIST_METRICS, "{}"),
    json(DASHBOARD, r#"{"DashboardName":"d{{n}}","DashboardBody":"{\"widgets\":[]}"}"#),
];

const CLOUDFRONT: &str = "host: cloudfront.amazonaws.com\ncontent-type: application/xml";

const DISTRIBUTION: &str = "<DistributionConfig><CallerReference>r{{n}}</CallerReference><Comment>c</Comment><Enabled>true</Enabled><Origins><Quantity>1</Quantity><Items><Origin><Id>o</Id><DomainName>photos.s3.us-east-1.amazonaws.com</DomainName><S3OriginConfig><OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig></Origin></Items></Origins><DefaultCacheBehavior><TargetOriginId>o</TargetOriginId><ViewerProtocolPolicy>allow-all</ViewerProtocolPolicy><Compress>true</Compress><CachePolicyId>658327ea-f89d-4fab-a63d-7e88639e58f6</CachePolicyId></DefaultCacheBehavior><CustomErrorResponses><Quantity>1</Quantity><Items><CustomErrorResponse><ErrorCode>404</ErrorCode><ResponsePagePath>/index.html</ResponsePagePath><ResponseCode>200</ResponseCode><ErrorCachingMinTTL>{{n}}0</ErrorCachingMinTTL></CustomErrorResponse></Items></CustomErrorResponses></DistributionConfig>";

/// With values forwarded the old way, a header policy of AWS's and a country.
const OLD_DISTRIBUTION: &str = "<DistributionConfig><CallerReference>old{{n}}</CallerReference><Comment>c</Comment><Enabled>true</Enabled><Origins><Quantity>1</Quantity><Items><Origin><Id>o</Id><DomainName>photos.s3.us-east-1.amazonaws.com</DomainName><CustomHeaders><Quantity>1</Quantity><Items><OriginCustomHeader><HeaderName>X-A</HeaderName><HeaderValue>b</HeaderValue></OriginCustomHeader></Items></CustomHeaders><CustomOriginConfig><HTTPPort>80</HTTPPort><HTTPSPort>443</HTTPSPort><OriginProtocolPolicy>match-viewer</OriginProtocolPolicy></CustomOriginConfig></Origin></Items></Origins><DefaultCacheBehavior><TargetOriginId>o</TargetOriginId><ViewerProtocolPolicy>redirect-to-https</ViewerProtocolPolicy><ForwardedValues><QueryString>true</QueryString><Cookies><Forward>whitelist</Forward><WhitelistedNames><Quantity>1</Quantity><Items><Name>a*</Name></Items></WhitelistedNames></Cookies></ForwardedValues><MinTTL>0</MinTTL><ResponseHeadersPolicyId>67f7725c-6f97-4210-82d7-5512b31e9d03</ResponseHeadersPolicyId></DefaultCacheBehavior><Restrictions><GeoRestriction><RestrictionType>blacklist</RestrictionType><Quantity>1</Quantity><Items><Location>DE</Location></Items></GeoRestriction></Restrictions></DistributionConfig>";

const EDGE: &[Template] = &[
    of("POST", "/2020-05-31/distribution", CLOUDFRONT, DISTRIBUTION),
    of("POST", "/2020-05-31/distribution", CLOUDFRONT, OLD_DISTRIBUTION),
    of("GET", "/2020-05-31/distribution/{{DistributionId}}", CLOUDFRONT, ""),
    of("GET", "/2020-05-31/distribution", CLOUDFRONT, ""),
    of(
        "PUT",
        "/2020-05-31/distribution/{{DistributionId}}/config",
        "host: cloudfront.amazonaws.com\nif-match: {{ETag}}",
        DISTRIBUTION,
    ),
    of(
        "DELETE",
        "/2020-05-31/distribution/{{DistributionId}}",
        "host: cloudfront.amazonaws.com\nif-match: {{ETag}}",
        "",
    ),
    of(
        "POST",
        "/2020-05-31/distribution/{{DistributionId}}/invalidation",
        CLOUDFRONT,
        "<InvalidationBatch><CallerReference>i{{value}}</CallerReference><Paths><Quantity>2</Quantity><Items><Path>/{{key}}</Path><Path>/a*</Path></Items></Paths></InvalidationBatch>",
    ),
    of("GET", "/2020-05-31/distribution/{{DistributionId}}/invalidation", CLOUDFRONT, ""),
    of(
        "POST",
        "/2020-05-31/cache-policy",
        CLOUDFRONT,
        "<CachePolicyConfig><Name>p{{n}}</Name><MinTTL>1</MinTTL></CachePolicyConfig>",
    ),
    of("GET", "/2020-05-31/cache-policy", CLOUDFRONT, ""),
    of(
        "POST",
        "/2020-05-31/origin-access-control",
        CLOUDFRONT,
        "<OriginAccessControlConfig><Name>o{{n}}</Name><SigningProtocol>sigv4</SigningProtocol><SigningBehavior>always</SigningBehavior><OriginAccessControlOriginType>s3</OriginAccessControlOriginType></OriginAccessControlConfig>",
    ),
];

const IAM: &str = "host: iam.amazonaws.com\ncontent-type: application/x-www-form-urlencoded";
const STS: &str = "host: sts.amazonaws.com\ncontent-type: application/x-www-form-urlencoded";
const CREATE_ROLE: &str = "Action=CreateRole&Version=2010-05-08&RoleName=r&AssumeRolePolicyDocument=%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22AWS%22%3A%22123456789012%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D";

const IDENTITIES: &[Template] = &[
    form(IAM, "Action=CreateAccessKey&Version=2010-05-08&UserName=ann"),
    form(
        IAM,
        "Action=PutUserPolicy&Version=2010-05-08&UserName=ann&PolicyName=p{{n}}&PolicyDocument=%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%5B%22s3%3A%2A%22%2C%22sts%3A%2A%22%5D%2C%22Resource%22%3A%22%2A%22%7D%5D%7D",
    ),
    form(
        IAM,
        "Action=AttachRolePolicy&Version=2010-05-08&RoleName=r&PolicyArn=arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FAmazonS3ReadOnlyAccess",
    ),
    form(
        IAM,
        "Action=CreatePolicy&Version=2010-05-08&PolicyName=m{{n}}&PolicyDocument=%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Deny%22%2C%22Action%22%3A%22logs%3A%2A%22%2C%22Resource%22%3A%22%2A%22%7D%5D%7D",
    ),
    form(IAM, "Action=ListUsers&Version=2010-05-08"),
    form(IAM, "Action=GetUser&Version=2010-05-08&UserName=ann"),
    form(IAM, "Action=ListAccessKeys&Version=2010-05-08&UserName=ann"),
    form(
        STS,
        "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fr&RoleSessionName=s{{n}}&DurationSeconds=900",
    ),
    form(STS, "Action=GetFederationToken&Version=2011-06-15&Name=f"),
    form(STS, "Action=GetCallerIdentity&Version=2011-06-15"),
];

const CREATE_KEY: &str =
    "x-amz-target: TrentService.CreateKey\ncontent-type: application/x-amz-json-1.1";
const DESCRIBE_KEY: &str =
    "x-amz-target: TrentService.DescribeKey\ncontent-type: application/x-amz-json-1.1";
const CREATE_ALIAS: &str =
    "x-amz-target: TrentService.CreateAlias\ncontent-type: application/x-amz-json-1.1";
const LIST_KEYS: &str =
    "x-amz-target: TrentService.ListKeys\ncontent-type: application/x-amz-json-1.1";
const DISABLE_KEY: &str =
    "x-amz-target: TrentService.DisableKey\ncontent-type: application/x-amz-json-1.1";
const DELETE_KEY: &str =
    "x-amz-target: TrentService.ScheduleKeyDeletion\ncontent-type: application/x-amz-json-1.1";

const ENCRYPT: &str =
    "x-amz-target: TrentService.Encrypt\ncontent-type: application/x-amz-json-1.1";
const CREATE_GRANT: &str =
    "x-amz-target: TrentService.CreateGrant\ncontent-type: application/x-amz-json-1.1";
const LIST_GRANTS: &str =
    "x-amz-target: TrentService.ListGrants\ncontent-type: application/x-amz-json-1.1";
const RETIRE_GRANT: &str =
    "x-amz-target: TrentService.RetireGrant\ncontent-type: application/x-amz-json-1.1";
const REVOKE_GRANT: &str =
    "x-amz-target: TrentService.RevokeGrant\ncontent-type: application/x-amz-json-1.1";

const KEYS: &[Template] = &[
    json(CREATE_KEY, r#"{"Description":"d{{n}}","Tags":[{"TagKey":"a","TagValue":"b"}]}"#),
    json(DESCRIBE_KEY, r#"{"KeyId":"{{KeyId}}"}"#),
    json(CREATE_ALIAS, r#"{"AliasName":"alias/a{{n}}","TargetKeyId":"{{KeyId}}"}"#),
    json(LIST_KEYS, "{}"),
    json(ENCRYPT, r#"{"KeyId":"{{KeyId}}","Plaintext":"c2VjcmV0"}"#),
    json(
        CREATE_GRANT,
        r#"{"KeyId":"{{KeyId}}","GranteePrincipal":"arn:aws:iam::123456789012:root","Operations":["Encrypt"],"Name":"g{{n}}"}"#,
    ),
    json(LIST_GRANTS, r#"{"KeyId":"{{KeyId}}"}"#),
    json(RETIRE_GRANT, r#"{"GrantToken":"{{GrantToken}}"}"#),
    json(REVOKE_GRANT, r#"{"KeyId":"{{KeyId}}","GrantId":"{{GrantId}}"}"#),
    json(DISABLE_KEY, r#"{"KeyId":"{{KeyId}}"}"#),
    json(DELETE_KEY, r#"{"KeyId":"{{KeyId}}","PendingWindowInDays":7}"#),
];
