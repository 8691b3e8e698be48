# Terraform and its AWS provider: apply, plan without changes, destroy. Skipped where either cannot
# be had.
. "$CLIENTS_LIB/support.sh"
cp "$CLIENTS_LIB"/../../scenarios/terraform/*.tf .
terraform_begins || exit 0
unset AWS_ENDPOINT_URL
terraform apply -auto-approve -input=false -no-color
# Exit code 2: there would be changes.
terraform plan -detailed-exitcode -input=false -no-color
terraform destroy -auto-approve -input=false -no-color
echo "terraform: passed"
