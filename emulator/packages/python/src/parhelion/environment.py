"""The environment in which AWS's clients find a world, and nothing else."""

import os

# What would lead a client elsewhere, or to another sender: as `parhelion run` has it.
_ELSEWHERE = {
    "AWS_ACCOUNT_ID",
    "AWS_CA_BUNDLE",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_DEFAULT_PROFILE",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    "AWS_PROFILE",
    "AWS_ROLE_ARN",
    "AWS_ROLE_SESSION_NAME",
    "AWS_SECURITY_TOKEN",
    "AWS_SESSION_TOKEN",
    "AWS_USE_DUALSTACK_ENDPOINT",
    "AWS_USE_FIPS_ENDPOINT",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
}


def leads_elsewhere(name):
    """Whether a variable is to be taken away."""
    is_endpoint = name.startswith("AWS_ENDPOINT_URL") or (name.startswith("AWS_") and name.endswith("_ENDPOINT"))
    return is_endpoint or name in _ELSEWHERE


def here(endpoint_url):
    """What keeps AWS's clients from looking for anything outside of `endpoint_url`."""
    host = endpoint_url.split("//", 1)[1].rsplit(":", 1)[0]
    spared = ",".join(it for it in [os.environ.get("NO_PROXY"), host, "localhost", ".localhost"] if it)
    return {
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "NO_PROXY": spared,
        "no_proxy": spared,
    }
