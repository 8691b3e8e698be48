# The AWS SDK for Ruby: objects, uploads in parts, pages, waiters, presigned URLs and forms, client-side encryption with a key of KMS.
require "aws-sdk-kms"
require "aws-sdk-s3"
require "net/http"

Aws.config.update(endpoint: ENV.fetch("AWS_ENDPOINT_URL"), region: ENV.fetch("AWS_DEFAULT_REGION"))

def expect(is, should)
  raise "expected #{should.inspect}, got #{is.inspect}" unless is == should
end

def refused(error)
  yield
  raise "#{error} expected"
rescue error => e
  e
end

s3 = Aws::S3::Client.new(force_path_style: true)
bucket = Aws::S3::Resource.new(client: s3).bucket("ruby")
bucket.create
bucket.wait_until_exists
expect(bucket.exists?, true)
expect(Aws::S3::Resource.new(client: s3).bucket("ruby-absent").exists?, false)
bucket.versioning.enable

["a blank", "a+plus", "100%", "ä/ß", "a//b", "x&y=z"].each do |key|
  object = bucket.object(key)
  object.put(body: key, metadata: { "of" => "me" }, server_side_encryption: "AES256")
  expect(object.get.body.read.force_encoding("UTF-8"), key)
  expect(object.metadata["of"], "me")
  answer = Net::HTTP.get_response(URI(object.presigned_url(:get, expires_in: 60)))
  expect([answer.code, answer.body.force_encoding("UTF-8")], ["200", key])
end
expect(bucket.objects(prefix: "a").map(&:key), ["a blank", "a+plus", "a//b"])
expect(s3.list_objects_v2(bucket: "ruby", max_keys: 2).flat_map { |page| page.contents.map(&:key) }.size, 6)
refused(Aws::S3::Errors::NoSuchKey) { bucket.object("absent").get }
refused(Aws::S3::Errors::NotFound) { s3.head_object(bucket: "ruby", key: "absent") }

File.binwrite("big", Random.bytes(17 << 20))
big = bucket.object("big")
big.upload_file("big", multipart_threshold: 5 << 20)
expect(big.content_length, 17 << 20)
big.download_file("back")
expect(File.binread("back"), File.binread("big"))
bucket.object("copied").copy_from(big, multipart_copy: true, content_length: big.content_length)
bucket.object("streamed").upload_stream(tempfile: true) { |out| 40.times { out << "z" * (256 << 10) } }
expect(bucket.object("streamed").content_length, 10 << 20)

form = bucket.presigned_post(key: "form ${filename}", content_length_range: 0..100, success_action_status: "201")
request = Net::HTTP::Post.new(URI(form.url))
fields = form.fields.map { |name, value| [name, value] }
request.set_form(fields + [["file", "from a form", { filename: "f.txt" }]], "multipart/form-data")
answer = Net::HTTP.start(URI(form.url).host, URI(form.url).port) { |http| http.request(request) }
expect(answer.code, "201")
expect(bucket.object("form f.txt").get.body.read, "from a form")

kms = Aws::KMS::Client.new
key = kms.create_key(description: "Ruby", tags: [{ tag_key: "of", tag_value: "me" }]).key_metadata
kms.create_alias(alias_name: "alias/ruby", target_key_id: key.key_id)
sealed = kms.encrypt(key_id: "alias/ruby", plaintext: "secret", encryption_context: { "a" => "b" })
expect(kms.decrypt(ciphertext_blob: sealed.ciphertext_blob, encryption_context: { "a" => "b" }).plaintext, "secret")
refused(Aws::KMS::Errors::InvalidCiphertextException) { kms.decrypt(ciphertext_blob: sealed.ciphertext_blob) }
client_side = Aws::S3::EncryptionV2::Client.new(
  client: s3, encryption_key: kms.generate_data_key(key_id: key.key_id, key_spec: "AES_256").plaintext, key_wrap_schema: :aes_gcm,
  content_encryption_schema: :aes_gcm_no_padding, security_profile: :v2
)
client_side.put_object(bucket: "ruby", key: "sealed", body: "only here")
expect(bucket.object("sealed").get.body.read == "only here", false)
expect(client_side.get_object(bucket: "ruby", key: "sealed").body.read, "only here")

bucket.object_versions.batch_delete!
bucket.delete
bucket.wait_until_not_exists
puts "the AWS SDK for Ruby: passed"
