//! Valid inputs, one list a target.

/// For [`door::xml_body`](crate::door::xml_body): a byte that chooses the document, and the document.
pub const XML: &[&[u8]] = &[
    b"\x00<Delete><Object><Key>k</Key><VersionId>null</VersionId></Object><Quiet>true</Quiet></Delete>",
    b"\x01<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>",
    b"\x02<LifecycleConfiguration><Rule><ID>r</ID><Filter><And><Prefix>a</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></And></Filter><Status>Enabled</Status><Expiration><Days>3</Days></Expiration><NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration></Rule></LifecycleConfiguration>",
    b"\x03<CORSConfiguration><CORSRule><AllowedOrigin>https://*.example</AllowedOrigin><AllowedMethod>GET</AllowedMethod><AllowedHeader>*</AllowedHeader><MaxAgeSeconds>5</MaxAgeSeconds></CORSRule></CORSConfiguration>",
    b"\x04<AccessControlPolicy xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><Owner><ID>x</ID></Owner><AccessControlList><Grant><Grantee xsi:type=\"Group\"><URI>http://acs.amazonaws.com/groups/global/AllUsers</URI></Grantee><Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy>",
    b"\x05<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>",
    b"\x06<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>",
    b"\x07<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument><RoutingRules><RoutingRule><Condition><KeyPrefixEquals>a/</KeyPrefixEquals></Condition><Redirect><ReplaceKeyPrefixWith>b/</ReplaceKeyPrefixWith></Redirect></RoutingRule></RoutingRules></WebsiteConfiguration>",
    b"\x08<NotificationConfiguration><QueueConfiguration><Queue>arn:aws:sqs:us-east-1:123456789012:q</Queue><Event>s3:ObjectCreated:*</Event><Filter><S3Key><FilterRule><Name>prefix</Name><Value>a</Value></FilterRule></S3Key></Filter></QueueConfiguration></NotificationConfiguration>",
    b"\x09<ReplicationConfiguration><Role>arn:aws:iam::123456789012:role/r</Role><Rule><Status>Enabled</Status><Priority>1</Priority><Filter><Prefix></Prefix></Filter><DeleteMarkerReplication><Status>Disabled</Status></DeleteMarkerReplication><Destination><Bucket>arn:aws:s3:::copies</Bucket></Destination></Rule></ReplicationConfiguration>",
    b"\x0a<BucketLoggingStatus><LoggingEnabled><TargetBucket>photos</TargetBucket><TargetPrefix>log/</TargetPrefix></LoggingEnabled></BucketLoggingStatus>",
    b"\x0b<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls></PublicAccessBlockConfiguration>",
    b"\x0c<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule></OwnershipControls>",
    b"\x0d<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>1</Days></DefaultRetention></Rule></ObjectLockConfiguration>",
    b"\x0f<?xml version=\"1.0\" encoding=\"UTF-8\"?><!-- note --><Tagging><TagSet><Tag><Key><![CDATA[a]]></Key><Value>&#x62;</Value></Tag></TagSet></Tagging>",
    b"\x10<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>2030-01-01T00:00:00Z</RetainUntilDate></Retention>",
    b"\x11<RestoreRequest><Days>1</Days><GlacierJobParameters><Tier>Bulk</Tier></GlacierJobParameters></RestoreRequest>",
    b"\x12<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"x\"</ETag></Part></CompleteMultipartUpload>",
    b"\x13<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>",
];

/// For [`parsers::policy`](crate::parsers::policy).
pub const POLICY: &[&[u8]] = &[
    br#"{"Version":"2012-10-17","Id":"p","Statement":[{"Sid":"s","Effect":"Allow","Principal":{"AWS":["111122223333"],"Service":"cloudfront.amazonaws.com"},"Action":["s3:GetObject","s3:Put*"],"Resource":"arn:aws:s3:::photos/*","Condition":{"StringEqualsIfExists":{"aws:SourceArn":"x"},"IpAddress":{"aws:SourceIp":["10.0.0.0/8","::1/128"]},"Bool":{"aws:SecureTransport":true}}}]}"#,
    br#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","NotPrincipal":"*","NotAction":"s3:*","NotResource":["*"],"Condition":{"ForAllValues:StringLike":{"aws:TagKeys":["${aws:username}*"]},"DateLessThan":{"aws:CurrentTime":"2030-01-01T00:00:00Z"},"NumericLessThanEquals":{"s3:max-keys":"10"},"Null":{"aws:TokenIssueTime":"true"}}}}"#,
    br#"{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
    br#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}]}"#,
];

/// For [`door::post_form`](crate::door::post_form), between lines of `--frontier`.
pub const FORM: &[&[u8]] = &[
    b"--frontier\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nuser/${filename}\r\n--frontier\r\nContent-Disposition: form-data; name=\"success_action_status\"\r\n\r\n201\r\n--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\ncontent\r\n--frontier--\r\n",
    b"--frontier\r\ncontent-disposition: form-data; name=key\r\n\r\nk\r\n--frontier\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n\r\n--frontier--",
];

/// For [`door::post_policy`](crate::door::post_policy).
pub const POST_POLICY: &[&[u8]] = &[
    br#"{"expiration":"2030-01-01T00:00:00.000Z","conditions":[{"bucket":"photos"},["starts-with","$key","user/"],["eq","$acl","private"],["content-length-range",1,1048576]]}"#,
];

/// For [`parsers::aws_chunked`](crate::parsers::aws_chunked).
pub const CHUNKED: &[&[u8]] = &[
    b"7\r\ncontent\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n",
    b"7;chunk-signature=0000000000000000000000000000000000000000000000000000000000000000\r\ncontent\r\n0;chunk-signature=0000000000000000000000000000000000000000000000000000000000000000\r\n\r\n",
    b"0\r\n\r\n",
];

/// For [`door::query`](crate::door::query): a byte that chooses the method, and the target.
pub const QUERY: &[&[u8]] = &[
    b"\x00photos?list-type=2&prefix=a%2F&delimiter=%2F&max-keys=5&start-after=b&encoding-type=url&fetch-owner=true",
    b"\x00photos?versions&key-marker=k&version-id-marker=null&max-keys=1",
    b"\x00photos?uploads&key-marker=k&upload-id-marker=x",
    b"\x00photos/k?partNumber=1&response-content-type=text%2Fplain&versionId=null",
    b"\x02photos/k?partNumber=1&uploadId=x",
    b"\x04photos/k?versionId=null",
    b"\x00photos/%C3%A9%20+%2F..%2F%00?tagging",
    b"\x00?max-buckets=1&prefix=p&continuation-token=x&bucket-region=us-east-1",
];

/// For [`door::headers`](crate::door::headers): a byte that chooses the request, and a header a line.
pub const HEADERS: &[&[u8]] = &[
    b"\x00range: bytes=1-3\nif-match: \"x\", \"y\"\nif-none-match: *\nif-modified-since: Wed, 21 Oct 2015 07:28:00 GMT",
    b"\x01x-amz-copy-source: /photos/k?versionId=null\nx-amz-metadata-directive: REPLACE\nx-amz-meta-a: =?UTF-8?B?w6k=?=\nx-amz-copy-source-if-unmodified-since: Wed, 21 Oct 2015 07:28:00 GMT",
    b"\x02x-amz-tagging: a=b&c=%20\nx-amz-acl: private\nx-amz-storage-class: GLACIER\nx-amz-server-side-encryption: aws:kms\nx-amz-checksum-crc32: AAAAAA==\ncontent-md5: hBotaJrYa9FhFEdFPCLG+g==\nexpires: never",
    b"\x02content-encoding: aws-chunked,gzip\nx-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\nx-amz-decoded-content-length: 4\nx-amz-trailer: x-amz-checksum-crc32",
    b"\x03x-amz-bypass-governance-retention: true\nif-match: *\nx-amz-mfa: serial 123456",
    b"\x04x-amz-bucket-object-lock-enabled: true\nx-amz-object-ownership: ObjectWriter\nx-amz-grant-read: id=\"x\", uri=\"http://acs.amazonaws.com/groups/global/AllUsers\", emailAddress=\"a@b\"",
    b"\x05origin: https://app.example\naccess-control-request-method: PUT\naccess-control-request-headers: a, b",
    b"\x00x-amz-server-side-encryption-customer-algorithm: AES256\nx-amz-server-side-encryption-customer-key: MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\nx-amz-server-side-encryption-customer-key-md5: x\nx-amz-expected-bucket-owner: 123456789012",
];

/// For [`door::authorization`](crate::door::authorization).
pub const AUTHORIZATION: &[&[u8]] = &[
    b"AWS4-HMAC-SHA256 Credential=AKIAPARHELION0EXAMPL/20270115/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=0000000000000000000000000000000000000000000000000000000000000000",
    b"AWS AKIAPARHELION0EXAMPL:c2lnbmF0dXJl",
    b"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAPARHELION0EXAMPL%2F20270115%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20270115T120000Z&X-Amz-Expires=600&X-Amz-SignedHeaders=host&X-Amz-Signature=00",
    b"AWSAccessKeyId=AKIAPARHELION0EXAMPL&Expires=1900000000&Signature=c2lnbmF0dXJl",
];

/// For [`door::json`](crate::door::json): a byte that chooses the operation, and its input.
pub const JSON: &[&[u8]] = &[
    br#"0{"logGroupName":"/app","tags":{"a":"b"}}"#,
    br#"1{"logGroupName":"/app","logStreamName":"s","logEvents":[{"timestamp":1800014400000,"message":"m"}]}"#,
    br#"2{"logGroupName":"/app","filterPattern":"{ ($.a = \"b*\" || $.c >= 1.5e3) && $.d[0] IS NULL }","limit":5}"#,
    br#"2{"logGroupName":"/app","filterPattern":"[a=1*, ..., b!=\"x\"] ?y -z %\\d+%"}"#,
    br#"3{"logGroupName":"/app","retentionInDays":30}"#,
    br#"9{"Namespace":"app","MetricData":[{"MetricName":"m","Value":1.5,"Unit":"Count","Dimensions":[{"Name":"a","Value":"b"}],"Timestamp":1800014400}]}"#,
    br#":{"AlarmName":"a","Namespace":"app","MetricName":"m","Statistic":"Sum","Period":60,"EvaluationPeriods":1,"Threshold":1,"ComparisonOperator":"GreaterThanThreshold"}"#,
    br#";{"StartTime":1800010000,"EndTime":1800014400,"MetricDataQueries":[{"Id":"q","MetricStat":{"Metric":{"Namespace":"app","MetricName":"m"},"Period":60,"Stat":"p99"}}]}"#,
    br#"6{"Description":"d","Tags":[{"TagKey":"a","TagValue":"b"}]}"#,
];

/// For [`door::cbor`](crate::door::cbor): a byte that chooses the operation, and its input.
pub const CBOR: &[&[u8]] = &[
    b"\x00\xa2iNamespacecappjMetricData\x81\xa2jMetricNameamdValue\xfb?\xf8\x00\x00\x00\x00\x00\x00",
    b"\x01\xa3iNamespacecappjMetricNameamfPeriod\x18<",
    b"\x03\xa2mDashboardNameadmDashboardBodyl{\"widgets\":[]}",
    b"\x00\xbfiNamespacecappjMetricData\x9f\xff\xff",
];

/// For [`door::query_protocol`](crate::door::query_protocol).
pub const QUERY_PROTOCOL: &[&[u8]] = &[
    b"Action=PutMetricData&Version=2010-08-01&Namespace=app&MetricData.member.1.MetricName=m&MetricData.member.1.Value=1.5&MetricData.member.1.Dimensions.member.1.Name=a&MetricData.member.1.Dimensions.member.1.Value=b",
    b"Action=CreateUser&Version=2010-05-08&UserName=ann&Tags.member.1.Key=a&Tags.member.1.Value=b",
    b"Action=PutUserPolicy&Version=2010-05-08&UserName=ann&PolicyName=p&PolicyDocument=%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%5D%7D",
    b"Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fr&RoleSessionName=s&DurationSeconds=900",
];

/// For [`parsers::times`](crate::parsers::times).
pub const TIMES: &[&[u8]] = &[
    b"2026-01-01T00:00:00.000Z",
    b"2026-01-01T00:00:00+02:00",
    b"Wed, 21 Oct 2015 07:28:00 GMT",
    b"Wednesday, 21-Oct-15 07:28:00 GMT",
    b"1800014400.5",
];

/// For [`parsers::select`](crate::parsers::select): what the object is, the expression, and the object.
pub const SELECT: &[&[u8]] = &[
    "\x10SELECT s.a.b[0], s.\"É\" AS x FROM S3Object[*].r[*] s WHERE s.c IS NOT MISSING LIMIT 5\0{\"r\":[{\"a\":{\"b\":[1.5e3]},\"É\":\"🦀\\u00e9\",\"c\":null}]}\n[]".as_bytes(),
    "\x11SELECT COUNT(*), AVG(CAST(s.n AS DECIMAL)), MAX(CAST(n AS FLOAT)) FROM S3Object s WHERE n NOT IN ('x', '') AND m LIKE '_é%' ESCAPE '!'\0n,m\n1,aé🦀\n2.5,bé\n".as_bytes(),
    "\x16SELECT CASE _1 WHEN 'a' THEN UPPER(_2) ELSE TRIM(BOTH 'é' FROM _2) END, SUBSTRING(_2 FROM 2 FOR 1), NULLIF(1, 1.0) || 'x' FROM S3Object\0\"a\",\"b\"\"\n\"\n#é\n🦀,ééx\n".as_bytes(),
    "\x17SELECT TO_STRING(DATE_ADD(month, -13, TO_TIMESTAMP(_1)), 'y-MMM-dd''T''hh:mm:ss.SSS a XXX'), DATE_DIFF(day, `2010T`, UTCNOW()), EXTRACT(TIMEZONE_HOUR FROM `2010-01-01T01:00+07:08`) FROM S3Object\x002017-01-02T03:04:05.006Zéx\n".as_bytes(),
    "\x30SELECT 1 + 2 * -3 / 4 % 5 - 6.7, CAST('8' AS INT) BETWEEN 1 AND 9 FROM S3Object\0{}\n{\"\":{}}\n".as_bytes(),
];

/// For [`handshakes::client_hello`](crate::handshakes::client_hello): what OpenSSL says first, for TLS 1.3 and for 1.2.
pub const CLIENT_HELLO: &[&[u8]] = &[
    b"\x16\x03\x01\x01\x4e\x01\x00\x01\x4a\x03\x03\x5a\xe3\xbb\xea\xf7\x67\xc7\x2f\x32\x0b\x67\x3b\x26\
      \x69\xa1\x23\xed\x5a\xff\x4a\x22\x9d\x06\x76\x9b\xed\xba\x48\xec\x16\xf7\x31\x20\xa9\x4d\x58\x87\
      \x3d\x1a\xed\x42\xf8\x60\x50\xd6\x9a\x16\x0f\x12\x3f\xd5\x0c\xaa\xf0\x11\x0e\x22\x11\xe7\x2f\x3b\
      \x69\xaa\xe2\x13\x00\x3e\x13\x02\x13\x03\x13\x01\xc0\x2c\xc0\x30\x00\x9f\xcc\xa9\xcc\xa8\xcc\xaa\
      \xc0\x2b\xc0\x2f\x00\x9e\xc0\x24\xc0\x28\x00\x6b\xc0\x23\xc0\x27\x00\x67\xc0\x0a\xc0\x14\x00\x39\
      \xc0\x09\xc0\x13\x00\x33\x00\x9d\x00\x9c\x00\x3d\x00\x3c\x00\x35\x00\x2f\x00\xff\x01\x00\x00\xc3\
      \x00\x00\x00\x14\x00\x12\x00\x00\x0f\x77\x77\x77\x2e\x65\x78\x61\x6d\x70\x6c\x65\x2e\x63\x6f\x6d\
      \x00\x0b\x00\x04\x03\x00\x01\x02\x00\x0a\x00\x16\x00\x14\x00\x1d\x00\x17\x00\x1e\x00\x19\x00\x18\
      \x01\x00\x01\x01\x01\x02\x01\x03\x01\x04\x00\x23\x00\x00\x00\x10\x00\x0e\x00\x0c\x02\x68\x32\x08\
      \x68\x74\x74\x70\x2f\x31\x2e\x31\x00\x16\x00\x00\x00\x17\x00\x00\x00\x0d\x00\x2a\x00\x28\x04\x03\
      \x05\x03\x06\x03\x08\x07\x08\x08\x08\x09\x08\x0a\x08\x0b\x08\x04\x08\x05\x08\x06\x04\x01\x05\x01\
      \x06\x01\x03\x03\x03\x01\x03\x02\x04\x02\x05\x02\x06\x02\x00\x2b\x00\x09\x08\x03\x04\x03\x03\x03\
      \x02\x03\x01\x00\x2d\x00\x02\x01\x01\x00\x33\x00\x26\x00\x24\x00\x1d\x00\x20\x6c\xf0\x42\x94\xa7\
      \x01\xc0\xb0\x66\x0e\xe0\x9d\xd7\x3c\x7c\x3d\xeb\x49\xae\xb8\x0b\x6d\x1c\xe8\xc2\x23\xf3\x30\x36\
      \x47\xcc\x73",
    b"\x16\x03\x01\x00\xc3\x01\x00\x00\xbf\x03\x03\xde\xf0\x21\x41\x58\x1c\x2b\xdc\xbe\xf5\x5d\x27\x09\
      \x7e\xc6\x05\x08\x58\x79\xa4\x24\xd6\x27\x60\x6e\x95\x9d\x40\x00\xde\x38\xb9\x00\x00\x38\xc0\x2c\
      \xc0\x30\x00\x9f\xcc\xa9\xcc\xa8\xcc\xaa\xc0\x2b\xc0\x2f\x00\x9e\xc0\x24\xc0\x28\x00\x6b\xc0\x23\
      \xc0\x27\x00\x67\xc0\x0a\xc0\x14\x00\x39\xc0\x09\xc0\x13\x00\x33\x00\x9d\x00\x9c\x00\x3d\x00\x3c\
      \x00\x35\x00\x2f\x00\xff\x01\x00\x00\x5e\x00\x00\x00\x08\x00\x06\x00\x00\x03\x61\x2e\x62\x00\x0b\
      \x00\x04\x03\x00\x01\x02\x00\x0a\x00\x0c\x00\x0a\x00\x1d\x00\x17\x00\x1e\x00\x19\x00\x18\x00\x23\
      \x00\x00\x00\x16\x00\x00\x00\x17\x00\x00\x00\x0d\x00\x2a\x00\x28\x04\x03\x05\x03\x06\x03\x08\x07\
      \x08\x08\x08\x09\x08\x0a\x08\x0b\x08\x04\x08\x05\x08\x06\x04\x01\x05\x01\x06\x01\x03\x03\x03\x01\
      \x03\x02\x04\x02\x05\x02\x06\x02",
];

/// For [`handshakes::certificates`](crate::handshakes::certificates): a certificate and its key, which are for nothing else.
pub const CERTIFICATES: &[&[u8]] = &[
    b"-----BEGIN CERTIFICATE-----\nMIIBwDCCAWagAwIBAgIUfny+mLIpj5x+P3uKVrdWY+rxh7wwCgYIKoZIzj0EAwIw\nIjEUMBIGA1UEAwwLZXhhbXBsZS5jb20xCjAIBgNVBAoMAUEwHhcNMjYxMTMwMjIy\nNTU4WhcNMzYxMTI3MjIyNTU4WjAiMRQwEgYDVQQDDAtleGFtcGxlLmNvbTEKMAgG\nA1UECgwBQTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABO4LgUeZ2GtASBRMKQVP\nK+emhqwCLswPovrZFGE6VszwkJnFrahBYdaCgdOsKSx3dSrzVWZkNjUH8wpc8I/w\n5FejejB4MB0GA1UdDgQWBBRyWHgrxGRAYf+GVorKt4AortY8ojAfBgNVHSMEGDAW\ngBRyWHgrxGRAYf+GVorKt4AortY8ojAPBgNVHRMBAf8EBTADAQH/MCUGA1UdEQQe\nMByCC2V4YW1wbGUuY29tgg0qLmV4YW1wbGUuY29tMAoGCCqGSM49BAMCA0gAMEUC\nIQD97Qq1TnmHvunJfyrVtsg3zrqwdGR1LloIaWs7m47v7gIgH7es90XGj6xF6bqN\nw2HuAAAHe7M8xANLWAhtc1jZ9SA=\n-----END CERTIFICATE-----\n",
    b"-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgobSqioLZdZhD0MJP\nsoX7jB47aYX+CEkpg9BgAMRBmFqhRANCAATuC4FHmdhrQEgUTCkFTyvnpoasAi7M\nD6L62RRhOlbM8JCZxa2oQWHWgoHTrCksd3Uq81VmZDY1B/MKXPCP8ORX\n-----END PRIVATE KEY-----\n",
];

/// For [`parsers::javascript`](crate::parsers::javascript): a function and its event.
pub const JAVASCRIPT: &[&[u8]] = &[
    "function handler(event) { var r = event.request; if (r.uri.endsWith('/')) r.uri += 'index.html'; console.log(r.uri + 'é'); return r }\0{\"request\":{\"uri\":\"/é/\",\"headers\":{}}}".as_bytes(),
    "var n = [1, 2].map(x => `${x}😀`);\nfunction handler(e) { for (var k in e) { l: while (true) { try { if (n.length) break l; } catch (x) { throw x } } } return /(?<a>b)+/g.test('abb') ? n : { a: -1.5e3 ** 2 } }\0{\"a\":[null,true]}".as_bytes(),
    "import cf from 'cloudfront';\nasync function handler(event) { const s = Buffer.from('é', 'utf8').toString('hex'); let v = await Promise.all([1]); return [s, v, cf.edgeLocation, require('crypto').createHash('md5').update(s).digest('hex')] }\0{\"request\":null}".as_bytes(),
    "function handler(e) { do { var o = { get a() { return arguments.length } }; o.a; } while (o); switch (e) { default: return new Date(0).toISOString() + [3, 1].sort() + JSON.stringify(o, null, 2) } }\0[]".as_bytes(),
];

/// For [`edge::signed_policy`](crate::edge::signed_policy): a policy and its signature.
pub const SIGNED_POLICY: &[&[u8]] = &[
    br#"{"Statement":[{"Resource":"https://*/a*?x=1","Condition":{"DateLessThan":{"AWS:EpochTime":1900000000}}}]}"#,
    br#"{"Version":"1","Id":"a","Statement":[{"Condition":{"DateLessThan":{"AWS:EpochTime":1900000000},"DateGreaterThan":{"AWS:EpochTime":1},"IpAddress":{"AWS:SourceIp":"203.0.113.0/24"}}}]}"#,
    "{\"Statement\":[{\"Resource\":\"*://é/*😀\",\"Condition\":{\"DateLessThan\":{\"AWS:EpochTime\":-1}}}]}\0\x30\x06\x02\x01\x01\x02\x01\x01".as_bytes(),
];

/// For [`edge::key_values`](crate::edge::key_values): files.
pub const KEY_VALUES: &[&[u8]] = &[
    br#"{"data":[{"key":"colour","value":"red"},{"key":"k","value":"{\"a\":[1]}"}]}"#,
    "{\"data\":[{\"key\":\"é😀\",\"value\":\"\"}],\"more\":null}".as_bytes(),
    br#"{"data":[]}"#,
];
