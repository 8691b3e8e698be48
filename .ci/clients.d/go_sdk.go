// The AWS SDK for Go v2: S3 with its transfer manager, KMS, IAM and STS, queues, logs, metrics and a distribution.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/feature/s3/manager"
	"github.com/aws/aws-sdk-go-v2/service/cloudfront"
	cftypes "github.com/aws/aws-sdk-go-v2/service/cloudfront/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	cwtypes "github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	logstypes "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

var ctx = context.Background()

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func got[T any](it T, err error) T {
	must(err)
	return it
}

func expect(is, should any) {
	if is != should {
		panic(fmt.Sprintf("expected %v, got %v", should, is))
	}
}

func refused[T any](code string, _ T, err error) {
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != code {
		panic(fmt.Sprintf("%s expected, got %v", code, err))
	}
}

func objects(cfg aws.Config) {
	client := s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true })
	bucket := aws.String("golang")
	got(client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: bucket}))
	must(s3.NewBucketExistsWaiter(client).Wait(ctx, &s3.HeadBucketInput{Bucket: bucket}, time.Minute))
	presign := s3.NewPresignClient(client)
	for _, key := range []string{"a blank", "a+plus", "100%", "ä/ß", "a//b", "x&y=z"} {
		got(client.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: &key, Body: strings.NewReader(key), Metadata: map[string]string{"of": "me"}}))
		object := got(client.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: &key}))
		expect(string(got(io.ReadAll(object.Body))), key)
		expect(object.Metadata["of"], "me")
		url := got(presign.PresignGetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: &key})).URL
		expect(string(got(io.ReadAll(got(http.Get(url)).Body))), key)
	}
	absent, err := client.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: aws.String("absent")})
	refused("NoSuchKey", absent, err)
	var gone *s3types.NoSuchKey
	expect(errors.As(err, &gone), true)
	content := bytes.Repeat([]byte("0123456789abcdef"), 1<<20)
	got(manager.NewUploader(client).Upload(ctx, &s3.PutObjectInput{
		Bucket: bucket, Key: aws.String("big"), Body: bytes.NewReader(content), ChecksumAlgorithm: s3types.ChecksumAlgorithmSha256,
	}))
	back := manager.NewWriteAtBuffer(nil)
	got(manager.NewDownloader(client).Download(ctx, back, &s3.GetObjectInput{Bucket: bucket, Key: aws.String("big")}))
	expect(bytes.Equal(back.Bytes(), content), true)
	var ids []s3types.ObjectIdentifier
	for pages := s3.NewListObjectsV2Paginator(client, &s3.ListObjectsV2Input{Bucket: bucket, MaxKeys: 2}); pages.HasMorePages(); {
		for _, object := range got(pages.NextPage(ctx)).Contents {
			ids = append(ids, s3types.ObjectIdentifier{Key: object.Key})
		}
	}
	expect(len(ids), 7)
	got(client.DeleteObjects(ctx, &s3.DeleteObjectsInput{Bucket: bucket, Delete: &s3types.Delete{Objects: ids}}))
	got(client.DeleteBucket(ctx, &s3.DeleteBucketInput{Bucket: bucket}))
	must(s3.NewBucketNotExistsWaiter(client).Wait(ctx, &s3.HeadBucketInput{Bucket: bucket}, time.Minute))
}

func identities(cfg aws.Config) {
	directory, tokens := iam.NewFromConfig(cfg), sts.NewFromConfig(cfg)
	account := *got(tokens.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})).Account
	trust := `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"` + account + `"},"Action":"sts:AssumeRole"}}`
	role := got(directory.CreateRole(ctx, &iam.CreateRoleInput{RoleName: aws.String("go"), AssumeRolePolicyDocument: &trust})).Role
	must(iam.NewRoleExistsWaiter(directory).Wait(ctx, &iam.GetRoleInput{RoleName: role.RoleName}, time.Minute))
	got(directory.AttachRolePolicy(ctx, &iam.AttachRolePolicyInput{RoleName: role.RoleName, PolicyArn: aws.String("arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess")}))
	user := got(directory.CreateUser(ctx, &iam.CreateUserInput{UserName: aws.String("go")})).User
	allow := `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}}`
	got(directory.PutUserPolicy(ctx, &iam.PutUserPolicyInput{UserName: user.UserName, PolicyName: aws.String("assume"), PolicyDocument: &allow}))
	key := got(directory.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: user.UserName})).AccessKey
	theirs := cfg.Copy()
	theirs.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: *key.AccessKeyId, SecretAccessKey: *key.SecretAccessKey}, nil
	})
	assumed := cfg.Copy()
	assumed.Credentials = aws.NewCredentialsCache(stscreds.NewAssumeRoleProvider(sts.NewFromConfig(theirs), *role.Arn))
	who := got(sts.NewFromConfig(assumed).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{}))
	expect(strings.Contains(*who.Arn, ":assumed-role/go/"), true)
	queues := sqs.NewFromConfig(assumed)
	got(queues.ListQueues(ctx, &sqs.ListQueuesInput{}))
	created, err := queues.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String("refused")})
	refused("AccessDenied", created, err)
}

func keys(cfg aws.Config) {
	client := kms.NewFromConfig(cfg)
	key := got(client.CreateKey(ctx, &kms.CreateKeyInput{})).KeyMetadata
	sealed := got(client.Encrypt(ctx, &kms.EncryptInput{KeyId: key.Arn, Plaintext: []byte("secret")}))
	expect(string(got(client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed.CiphertextBlob})).Plaintext), "secret")
	got(client.DisableKey(ctx, &kms.DisableKeyInput{KeyId: key.KeyId}))
	again, err := client.Encrypt(ctx, &kms.EncryptInput{KeyId: key.Arn, Plaintext: []byte("secret")})
	refused("DisabledException", again, err)
}

func messages(cfg aws.Config) {
	client := sqs.NewFromConfig(cfg)
	url := got(client.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String("go")})).QueueUrl
	value := sqstypes.MessageAttributeValue{DataType: aws.String("Number"), StringValue: aws.String("7")}
	got(client.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: url, MessageBody: aws.String("<ä & ß>"), MessageAttributes: map[string]sqstypes.MessageAttributeValue{"n": value}}))
	received := got(client.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: url, WaitTimeSeconds: 1, MessageAttributeNames: []string{"All"}})).Messages
	expect(len(received), 1)
	expect(*received[0].Body, "<ä & ß>")
	expect(*received[0].MessageAttributes["n"].StringValue, "7")
	got(client.DeleteMessage(ctx, &sqs.DeleteMessageInput{QueueUrl: url, ReceiptHandle: received[0].ReceiptHandle}))
	absent, err := client.GetQueueUrl(ctx, &sqs.GetQueueUrlInput{QueueName: aws.String("absent")})
	refused("AWS.SimpleQueueService.NonExistentQueue", absent, err)
}

func watching(cfg aws.Config) {
	logs := cloudwatchlogs.NewFromConfig(cfg)
	group, stream := aws.String("/go"), aws.String("one")
	got(logs.CreateLogGroup(ctx, &cloudwatchlogs.CreateLogGroupInput{LogGroupName: group}))
	got(logs.CreateLogStream(ctx, &cloudwatchlogs.CreateLogStreamInput{LogGroupName: group, LogStreamName: stream}))
	now := time.Now()
	event := logstypes.InputLogEvent{Message: aws.String("ERROR ä"), Timestamp: aws.Int64(now.UnixMilli())}
	got(logs.PutLogEvents(ctx, &cloudwatchlogs.PutLogEventsInput{LogGroupName: group, LogStreamName: stream, LogEvents: []logstypes.InputLogEvent{event}}))
	found := got(logs.FilterLogEvents(ctx, &cloudwatchlogs.FilterLogEventsInput{LogGroupName: group, FilterPattern: aws.String("ERROR")})).Events
	expect(len(found), 1)
	again, err := logs.CreateLogGroup(ctx, &cloudwatchlogs.CreateLogGroupInput{LogGroupName: group})
	refused("ResourceAlreadyExistsException", again, err)

	metrics := cloudwatch.NewFromConfig(cfg)
	datum := cwtypes.MetricDatum{MetricName: aws.String("m"), Timestamp: aws.Time(now.Add(-2 * time.Minute)), Values: []float64{1, 3}}
	got(metrics.PutMetricData(ctx, &cloudwatch.PutMetricDataInput{Namespace: aws.String("go"), MetricData: []cwtypes.MetricDatum{datum}}))
	statistics := got(metrics.GetMetricStatistics(ctx, &cloudwatch.GetMetricStatisticsInput{
		Namespace: aws.String("go"), MetricName: aws.String("m"), Period: aws.Int32(60), Statistics: []cwtypes.Statistic{cwtypes.StatisticSum},
		StartTime: aws.Time(now.Add(-time.Hour)), EndTime: aws.Time(now),
	})).Datapoints
	expect(len(statistics), 1)
	expect(*statistics[0].Sum, 4.0)
}

func distribution(cfg aws.Config) {
	client := cloudfront.NewFromConfig(cfg)
	origin := cftypes.Origin{Id: aws.String("o"), DomainName: aws.String("golang.s3.us-east-1.amazonaws.com"), S3OriginConfig: &cftypes.S3OriginConfig{OriginAccessIdentity: aws.String("")}}
	made := got(client.CreateDistribution(ctx, &cloudfront.CreateDistributionInput{DistributionConfig: &cftypes.DistributionConfig{
		CallerReference: aws.String("go"), Comment: aws.String(""), Enabled: aws.Bool(true),
		Origins: &cftypes.Origins{Quantity: aws.Int32(1), Items: []cftypes.Origin{origin}},
		DefaultCacheBehavior: &cftypes.DefaultCacheBehavior{
			TargetOriginId: aws.String("o"), ViewerProtocolPolicy: cftypes.ViewerProtocolPolicyAllowAll,
			CachePolicyId: aws.String("658327ea-f89d-4fab-a63d-7e88639e58f6"),
		},
	}})).Distribution
	expect(*got(client.GetDistribution(ctx, &cloudfront.GetDistributionInput{Id: made.Id})).Distribution.DomainName, *made.DomainName)
	deleted, err := client.DeleteDistribution(ctx, &cloudfront.DeleteDistributionInput{Id: made.Id, IfMatch: aws.String("ETVPDKIKX0DER0")})
	refused("PreconditionFailed", deleted, err)
}

func main() {
	endpoint := os.Getenv("AWS_ENDPOINT_URL")
	cfg := got(config.LoadDefaultConfig(ctx, config.WithEndpointResolverWithOptions(
		aws.EndpointResolverWithOptionsFunc(func(service, region string, _ ...any) (aws.Endpoint, error) {
			return aws.Endpoint{URL: endpoint, SigningRegion: os.Getenv("AWS_DEFAULT_REGION"), HostnameImmutable: true}, nil
		}))))
	objects(cfg)
	identities(cfg)
	keys(cfg)
	messages(cfg)
	watching(cfg)
	distribution(cfg)
	fmt.Println("the AWS SDK for Go: passed")
}
