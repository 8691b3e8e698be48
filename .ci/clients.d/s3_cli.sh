# The AWS CLI against S3: `aws s3` as people use it, then `aws s3api` for every sub-resource.
. "$CLIENTS_LIB/support.sh"

b=cli-walk
mkdir -p tree/sub
for n in 1 2 3; do echo "file $n" > "tree/$n.txt"; echo "sub $n" > "tree/sub/$n.log"; done
head -c 20000000 /dev/urandom > big.bin

aws s3 mb "s3://$b"
aws s3 ls | grep -q "$b"
aws s3 cp tree "s3://$b/tree" --recursive --exclude '*.log' > /dev/null
expect "$(aws s3 ls "s3://$b/tree/" | wc -l)" 3
aws s3 sync tree "s3://$b/tree" > /dev/null
expect "$(aws s3 ls "s3://$b/tree/" --recursive | wc -l)" 6
expect "$(aws s3 sync tree "s3://$b/tree" | wc -l)" 0
rm tree/3.txt
aws s3 sync tree "s3://$b/tree" --delete | grep -q 'delete: s3://cli-walk/tree/3.txt'
aws s3 sync "s3://$b/tree" back > /dev/null
diff -r tree back
aws s3 cp big.bin "s3://$b/big.bin" --storage-class STANDARD_IA --metadata colour=teal --content-type application/x-big > /dev/null
aws s3 cp "s3://$b/big.bin" got.bin > /dev/null
cmp big.bin got.bin
aws s3api head-object --bucket "$b" --key big.bin > head.json
expect "$(json '["StorageClass"]' < head.json)" STANDARD_IA
expect "$(json '["Metadata"]["colour"]' < head.json)" teal
case $(json '["ETag"]' < head.json) in *-3\") ;; *) cat head.json >&2; exit 1 ;; esac
echo streamed | aws s3 cp - "s3://$b/stream"
expect "$(aws s3 cp "s3://$b/stream" -)" streamed
aws s3 cp "s3://$b/big.bin" "s3://$b/copy of big+1.bin" > /dev/null
aws s3 mv "s3://$b/copy of big+1.bin" "s3://$b/moved.bin" > /dev/null
expect "$(aws s3 ls "s3://$b/" --human-readable --summarize | grep -c '19.1 MiB')" 2
expect "$(curl -s "$(aws s3 presign "s3://$b/stream" --expires-in 60)")" streamed
aws s3 website "s3://$b" --index-document index.html --error-document 404.html
expect "$(aws s3api get-bucket-website --bucket "$b" --query IndexDocument.Suffix --output text)" index.html
aws s3 rm "s3://$b/tree" --recursive > /dev/null
expect "$(aws s3 ls "s3://$b/tree/" | wc -l)" 0
refused BucketNotEmpty aws s3api delete-bucket --bucket "$b"

api() { local operation=$1; shift; aws s3api "$operation" --bucket "$b" "$@"; }
api put-bucket-versioning --versioning-configuration Status=Enabled
expect "$(api get-bucket-versioning --query Status --output text)" Enabled
v1=$(api put-object --key v --body tree/1.txt --query VersionId --output text)
v2=$(api put-object --key v --body tree/2.txt --query VersionId --output text)
api get-object --key v --version-id "$v1" v1.txt > /dev/null
cmp v1.txt tree/1.txt
expect "$(api delete-object --key v --query DeleteMarker --output text)" True
refused NoSuchKey api get-object --key v gone.txt
expect "$(api list-object-versions --prefix v --query 'length(Versions)')" 2
expect "$(api list-object-versions --prefix v --query 'DeleteMarkers[0].IsLatest')" true
api delete-object --key v --version-id "$v2" > /dev/null

api put-bucket-tagging --tagging 'TagSet=[{Key=a,Value=1},{Key=b,Value=2}]'
expect "$(api get-bucket-tagging --query 'TagSet[?Key==`b`].Value' --output text)" 2
api delete-bucket-tagging
refused NoSuchTagSet api get-bucket-tagging
api put-object-tagging --key stream --tagging 'TagSet=[{Key=x,Value=y}]' > /dev/null
expect "$(api get-object-tagging --key stream --query 'TagSet[0].Value' --output text)" y
api put-bucket-cors --cors-configuration '{"CORSRules":[{"AllowedOrigins":["https://a.example"],"AllowedMethods":["GET"],"MaxAgeSeconds":30}]}'
expect "$(api get-bucket-cors --query 'CORSRules[0].MaxAgeSeconds')" 30
api delete-bucket-cors
refused NoSuchCORSConfiguration api get-bucket-cors
api put-bucket-lifecycle-configuration --lifecycle-configuration '{"Rules":[{"ID":"old","Status":"Enabled","Filter":{"Prefix":"logs/"},"Expiration":{"Days":7},"NoncurrentVersionExpiration":{"NoncurrentDays":3}}]}' > /dev/null
expect "$(api get-bucket-lifecycle-configuration --query 'Rules[0].Expiration.Days')" 7
api delete-bucket-lifecycle
api put-bucket-encryption --server-side-encryption-configuration '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms"},"BucketKeyEnabled":true}]}'
expect "$(api put-object --key kms --body tree/1.txt --query ServerSideEncryption --output text)" aws:kms
api delete-bucket-encryption
expect "$(api get-bucket-encryption --query 'ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault.SSEAlgorithm' --output text)" AES256
api put-public-access-block --public-access-block-configuration BlockPublicAcls=false,IgnorePublicAcls=false,BlockPublicPolicy=false,RestrictPublicBuckets=false
api put-bucket-policy --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::'"$b"'/*"}]}'
expect "$(api get-bucket-policy-status --query PolicyStatus.IsPublic)" true
expect "$(curl -s "$AWS_ENDPOINT_URL/$b/stream")" streamed
api delete-bucket-policy
expect "$(curl -s -o /dev/null -w '%{http_code}' "$AWS_ENDPOINT_URL/$b/stream")" 403
refused AccessControlListNotSupported api put-object-acl --key stream --acl public-read
api put-bucket-ownership-controls --ownership-controls 'Rules=[{ObjectOwnership=BucketOwnerPreferred}]'
api put-object-acl --key stream --acl public-read
expect "$(curl -s "$AWS_ENDPOINT_URL/$b/stream")" streamed
expect "$(api get-object-acl --key stream --query 'length(Grants)')" 2
aws s3 cp tree/1.txt "s3://$b/public.txt" --acl public-read > /dev/null
api put-bucket-acl --acl private
api put-bucket-request-payment --request-payment-configuration Payer=Requester
expect "$(api get-bucket-request-payment --query Payer --output text)" Requester
api put-bucket-accelerate-configuration --accelerate-configuration Status=Suspended
expect "$(api get-bucket-accelerate-configuration --query Status --output text)" Suspended
aws s3 mb s3://cli-walk-logs > /dev/null
aws s3api put-bucket-policy --bucket cli-walk-logs --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"logging.s3.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::cli-walk-logs/*"}]}'
api put-bucket-logging --bucket-logging-status '{"LoggingEnabled":{"TargetBucket":"cli-walk-logs","TargetPrefix":"l/"}}'
expect "$(api get-bucket-logging --query LoggingEnabled.TargetPrefix --output text)" l/
api put-bucket-notification-configuration --notification-configuration '{"EventBridgeConfiguration":{}}'
api get-bucket-notification-configuration | grep -q EventBridgeConfiguration
for kind in analytics inventory metrics; do
  case $kind in
    analytics) c='{"Id":"i","StorageClassAnalysis":{}}' ;;
    metrics) c='{"Id":"i"}' ;;
    inventory) c='{"Id":"i","IsEnabled":true,"IncludedObjectVersions":"All","Schedule":{"Frequency":"Daily"},"Destination":{"S3BucketDestination":{"Bucket":"arn:aws:s3:::cli-walk-logs","Format":"CSV"}}}' ;;
  esac
  api "put-bucket-$kind-configuration" --id i "--$kind-configuration" "$c"
  api "get-bucket-$kind-configuration" --id i > /dev/null
  api "list-bucket-$kind-configurations" > /dev/null
  api "delete-bucket-$kind-configuration" --id i
  refused NoSuchConfiguration api "get-bucket-$kind-configuration" --id i
done
api put-bucket-intelligent-tiering-configuration --id i --intelligent-tiering-configuration '{"Id":"i","Status":"Enabled","Tierings":[{"Days":90,"AccessTier":"ARCHIVE_ACCESS"}]}'
expect "$(api get-bucket-intelligent-tiering-configuration --id i --query 'IntelligentTieringConfiguration.Tierings[0].Days')" 90

id=$(api create-multipart-upload --key parts --query UploadId --output text)
head -c 5242880 big.bin > part1; tail -c 100 big.bin > part2
e1=$(api upload-part --key parts --upload-id "$id" --part-number 1 --body part1 --query ETag --output text)
e2=$(api upload-part --key parts --upload-id "$id" --part-number 2 --body part2 --query ETag --output text)
expect "$(api list-parts --key parts --upload-id "$id" --query 'length(Parts)')" 2
expect "$(api list-multipart-uploads --query 'Uploads[0].Key' --output text)" parts
api complete-multipart-upload --key parts --upload-id "$id" --multipart-upload "{\"Parts\":[{\"PartNumber\":1,\"ETag\":$e1},{\"PartNumber\":2,\"ETag\":$e2}]}" > /dev/null
expect "$(api get-object-attributes --key parts --object-attributes ObjectSize ObjectParts --query ObjectParts.TotalPartsCount)" 2
expect "$(api head-object --key parts --part-number 2 --query ContentLength)" 100
# Aborting what was completed changes nothing, and is no error for a day.
api abort-multipart-upload --key parts --upload-id "$id"
expect "$(api head-object --key parts --query ContentLength)" 5242980
refused NoSuchUpload api list-parts --key parts --upload-id "$id"
api restore-object --key big.bin --restore-request Days=1 > restore.out 2>&1 && exit 1
grep -q InvalidObjectState restore.out

aws s3api create-bucket --bucket cli-walk-lock --object-lock-enabled-for-bucket > /dev/null
aws s3api put-object-lock-configuration --bucket cli-walk-lock --object-lock-configuration 'ObjectLockEnabled=Enabled,Rule={DefaultRetention={Mode=GOVERNANCE,Days=1}}'
v=$(aws s3api put-object --bucket cli-walk-lock --key held --body tree/1.txt --query VersionId --output text)
refused AccessDenied aws s3api delete-object --bucket cli-walk-lock --key held --version-id "$v"
aws s3api delete-object --bucket cli-walk-lock --key held --version-id "$v" --bypass-governance-retention > /dev/null
aws s3api wait bucket-exists --bucket cli-walk-lock
aws s3 rb s3://cli-walk-lock > /dev/null
aws s3api wait bucket-not-exists --bucket cli-walk-lock
aws s3api list-buckets --query 'Buckets[].Name' --output text | grep -q cli-walk-logs
echo "aws s3, aws s3api: passed"
