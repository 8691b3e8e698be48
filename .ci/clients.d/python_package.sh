# The wheel for Python: built from here, installed and tried as its users do, with pytest and pytest-xdist.
. "$CLIENTS_LIB/support.sh"
package=$CLIENTS_LIB/../../emulator/packages/python
cp -r "$package" package
(cd package && PARHELION_BINARY=$PARHELION_BINARY python3 -m hatchling build -t wheel -d ../wheel > /dev/null)
unset PARHELION_BINARY AWS_ENDPOINT_URL AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
python3 -m venv --system-site-packages user
# The packages that are here already, and the one from the wheel.
python3 -c 'import site, sys; print(site.getsitepackages()[0])' > "$(user/bin/python -c 'import site; print(site.getsitepackages()[0])')/here.pth"
user/bin/pip install --quiet --disable-pip-version-check --no-deps --no-index wheel/*.whl
cd package/tests
../../user/bin/python -m pytest --quiet --numprocesses 2 .
expect "$(../../user/bin/parhelion run -- sh -c 'echo ${AWS_ENDPOINT_URL%:*}')" http://127.0.0.1
echo "the Python package: passed"
