# Terraform and its AWS provider: apply, plan without changes, destroy. Skipped where either cannot
# be had.
. "$CLIENTS_LIB/support.sh"
if ! command -v terraform > /dev/null; then
  echo "skipped: terraform is not installed"
  exit 0
fi
cp "$CLIENTS_LIB"/../../scenarios/terraform/*.tf .
terraform fmt -check
# A folder of plug-ins on the machine serves where the registry cannot be reached.
plugin=$(find /opt /usr /root -xdev -name 'terraform-provider-aws*' -type f 2> /dev/null | head -1 || true)
if [ -n "$plugin" ]; then
  printf 'provider_installation {\n  filesystem_mirror { path = "%s" }\n}\n' \
    "${plugin%/registry.terraform.io/*}" > mirror.tfrc
  export TF_CLI_CONFIG_FILE=$PWD/mirror.tfrc
fi
if ! timeout 120 terraform init -input=false -no-color > init.out 2>&1; then
  echo "skipped: the AWS provider cannot be had: $(grep -m1 -i error init.out || tail -1 init.out)"
  exit 0
fi
export TF_VAR_endpoint=$AWS_ENDPOINT_URL TF_IN_AUTOMATION=1
# The provider's own settings are in the configuration.
unset AWS_ENDPOINT_URL
terraform apply -auto-approve -input=false -no-color
# Exit code 2: there would be changes.
terraform plan -detailed-exitcode -input=false -no-color
terraform destroy -auto-approve -input=false -no-color
echo "terraform: passed"
