# Every CloudFront resource and data source of Terraform's AWS provider: made, changed, imported and
# destroyed, with no plan that would change what was just applied. Skipped where Terraform or the
# provider cannot be had.
. "$CLIENTS_LIB/support.sh"
cp "$CLIENTS_LIB"/../../scenarios/terraform/edge/*.tf .
openssl genrsa 2048 2> /dev/null | openssl rsa -pubout -out public.pem 2> /dev/null
terraform_begins || exit 0
clock=$AWS_ENDPOINT_URL/_parhelion/clock
unset AWS_ENDPOINT_URL
# The provider waits by its own clock; what it waits for comes sooner.
while curl -sf -d '{"advance":4}' "$clock" > /dev/null; do sleep 1; done &
trap "kill $!" EXIT
options=(-input=false -no-color -parallelism=30)
# The state is what the configuration says: exit code 2 would be changes.
unchanged() { terraform plan -detailed-exitcode "${options[@]}" "$@"; expect "$(terraform output -raw same)" true; }

terraform apply -auto-approve "${options[@]}"
unchanged
terraform apply -auto-approve "${options[@]}" -var changed=true
# What was forgotten is known again by its ID.
site=$(terraform output -raw distribution)
terraform state rm aws_cloudfront_distribution.site
terraform import "${options[@]}" -var changed=true aws_cloudfront_distribution.site "$site"
unchanged -var changed=true
terraform destroy -auto-approve "${options[@]}" -var changed=true
expect "$(terraform state list)" ""
echo "terraform_edge: passed"
