# rclone (the AWS SDK for Go) and restic (minio-go): a tree synchronised, changed and checked; backups made, read back, forgotten and pruned.
. "$CLIENTS_LIB/support.sh"
installed restic || exit 0

mkdir -p tree/sub
for n in 1 2 3; do echo "file $n" > "tree/$n.txt"; echo "sub $n" > "tree/sub/ä $n+.log"; done
head -c 12000000 /dev/urandom > tree/big.bin

export RCLONE_CONFIG=$PWD/rclone.conf RCLONE_CONFIG_HERE_TYPE=s3 RCLONE_CONFIG_HERE_ENV_AUTH=true \
  RCLONE_CONFIG_HERE_PROVIDER=Other RCLONE_CONFIG_HERE_ACL=private RCLONE_CONFIG_HERE_ENDPOINT=$AWS_ENDPOINT_URL RCLONE_CONFIG_HERE_REGION=$AWS_DEFAULT_REGION
touch rclone.conf
rclone mkdir here:rclone
rclone sync tree here:rclone/tree --s3-upload-cutoff 5M --s3-chunk-size 5M
rclone check tree here:rclone/tree 2> check.out
grep -q '7 matching files' check.out
expect "$(rclone lsf -R --files-only here:rclone/tree | wc -l)" 7
expect "$(rclone size --json here:rclone/tree | json '["count"]')" 7
# Only what changed goes up, what went away goes: the times are in the metadata.
rm tree/3.txt; echo changed > tree/1.txt
rclone sync tree here:rclone/tree --s3-upload-cutoff 5M --s3-chunk-size 5M -v 2> sync.out
grep -q '1.txt: Copied' sync.out; grep -q '3.txt: Deleted' sync.out
expect "$(grep -c Copied sync.out)" 1
rclone copyto here:rclone/tree/big.bin "here:rclone/copy of ä+big.bin" --s3-copy-cutoff 5M --s3-chunk-size 5M
rclone moveto "here:rclone/copy of ä+big.bin" here:rclone/moved.bin
rclone cat here:rclone/moved.bin | cmp - tree/big.bin
expect "$(echo streamed | rclone rcat here:rclone/stream && rclone cat here:rclone/stream)" streamed
rclone sync here:rclone/tree back
diff -r tree back
rclone touch here:rclone/touched
expect "$(rclone lsjson here:rclone/touched | json '[0]["Size"]')" 0
expect "$(curl -s "$(rclone link here:rclone/stream)")" streamed
refused "directory not found" rclone ls here:rclone-absent --retries 1 --low-level-retries 1
rclone backend versioning here:rclone Enabled > /dev/null
echo again | rclone rcat here:rclone/stream
expect "$(rclone lsf --files-only here:rclone --s3-versions --include 'stream*' | wc -l)" 2
rclone purge here:rclone/tree
rclone delete here:rclone/moved.bin
rclone cleanup here:rclone

export RESTIC_PASSWORD=walk RESTIC_REPOSITORY=s3:$AWS_ENDPOINT_URL/restic/repository RESTIC_CACHE_DIR=$PWD/cache
restic() { command restic --quiet "$@"; }
restic init
restic backup tree
rm tree/big.bin; echo more > tree/more.txt
restic backup tree
expect "$(restic snapshots --json | json 'len(it)')" 2
restic restore "$(restic snapshots --json | json '[0]["id"]')" --target first
diff -r back first/tree
size() { rclone size --json here:restic | json '["bytes"]'; }
expect "$(($(size) > 12000000))" 1
restic forget --keep-last 1 --prune
expect "$(($(size) < 1000000))" 1
restic check --read-data
restic restore latest --target latest
diff -r tree latest/tree
echo "rclone, restic: passed"
