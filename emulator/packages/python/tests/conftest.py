import pytest

pytest_plugins = ["pytester"]


@pytest.fixture(scope="session")
def aws_prepared(aws_root):
    s3 = aws_root.client("s3")
    s3.create_bucket(Bucket="prepared")
    s3.put_object(Bucket="prepared", Key="fixture", Body=b"fixture")
