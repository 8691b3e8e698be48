# s3cmd (a signer of its own, XML by regular expressions) and s5cmd (the AWS SDK for Go): a tree synchronised, listed, moved and removed.
. "$CLIENTS_LIB/support.sh"

host=${AWS_ENDPOINT_URL#http://}
s3cmd() {
  command s3cmd --config=/dev/null --access_key="$AWS_ACCESS_KEY_ID" --secret_key="$AWS_SECRET_ACCESS_KEY" \
    --region="$AWS_DEFAULT_REGION" --host="$host" --host-bucket="$host" --no-ssl --no-progress "$@"
}
mkdir -p tree/sub
for n in 1 2 3; do echo "file $n" > "tree/$n.txt"; echo "sub $n" > "tree/sub/ä $n+%.log"; done
head -c 20000000 /dev/urandom > tree/big.bin

s3cmd mb s3://s3cmd > /dev/null
s3cmd sync --multipart-chunk-size-mb=5 tree/ s3://s3cmd/tree/ > /dev/null
expect "$(s3cmd ls --recursive s3://s3cmd | wc -l)" 7
expect "$(s3cmd sync tree/ s3://s3cmd/tree/ | grep -c upload || true)" 0
s3cmd get s3://s3cmd/tree/big.bin big.back > /dev/null
cmp big.back tree/big.bin
s3cmd sync s3://s3cmd/tree/ back/ > /dev/null
diff -r tree back
s3cmd cp "s3://s3cmd/tree/sub/ä 1+%.log" "s3://s3cmd/a copy+of %" > /dev/null
expect "$(s3cmd get "s3://s3cmd/a copy+of %" -)" "sub 1"
s3cmd mv "s3://s3cmd/a copy+of %" s3://s3cmd/moved > /dev/null
refused 404 s3cmd info "s3://s3cmd/a copy+of %"
s3cmd modify --add-header=x-amz-meta-of:me s3://s3cmd/moved > /dev/null
expect "$(s3cmd info s3://s3cmd/moved | grep -c 'x-amz-meta-of: *me')" 1
s3cmd settagging s3://s3cmd/moved 'kind=test' > /dev/null
expect "$(curl -s "$(s3cmd signurl s3://s3cmd/moved +600)")" "sub 1"
s3cmd accesslog s3://s3cmd > /dev/null
s3cmd expire --expiry-days=3 s3://s3cmd > /dev/null
expect "$(s3cmd info s3://s3cmd | grep -ci 'expiration rule')" 1
refused NoSuchBucket s3cmd ls s3://s3cmd-absent
expect "$(s3cmd du s3://s3cmd/tree | awk '{print $1}')" "$(cat tree/*.* tree/sub/* | wc -c)"

s5cmd() { command s5cmd --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }
s5cmd mb s3://s5cmd > /dev/null
s5cmd cp --part-size 5 tree/ s3://s5cmd/tree/ > /dev/null
expect "$(s5cmd ls 's3://s5cmd/*' | wc -l)" 7
s5cmd sync --delete tree/ s3://s5cmd/tree/ > sync.out
expect "$(wc -l < sync.out)" 0
s5cmd cp 's3://s5cmd/tree/*' back5/ > /dev/null
diff -r tree back5
s5cmd mv s3://s5cmd/tree/big.bin s3://s5cmd/moved.bin > /dev/null
s5cmd cat s3://s5cmd/moved.bin | cmp - tree/big.bin
expect "$(echo piped | s5cmd pipe s3://s5cmd/piped > /dev/null && s5cmd cat s3://s5cmd/piped)" piped
s5cmd rm 's3://s5cmd/*' > /dev/null
refused 'no object found' s5cmd ls 's3://s5cmd/*'
s5cmd rb s3://s5cmd > /dev/null
s3cmd rb --recursive --force s3://s3cmd > /dev/null
echo "s3cmd, s5cmd: passed"
