# The packages for Node.js: packed from here, installed and tried as their users do, with Vitest and Jest's globals.
. "$CLIENTS_LIB/support.sh"
command -v npm > /dev/null || { echo "skipped: no npm on this machine"; exit 0; }
package=$CLIENTS_LIB/../../emulator/packages/node
node "$package/scripts/platform-package.js" "$PARHELION_BINARY" platform
unset PARHELION_BINARY AWS_ENDPOINT_URL AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
(cd platform && npm pack --silent --pack-destination .. > /dev/null)
(cd "$package" && npm pack --silent --pack-destination "$OLDPWD" > /dev/null)
mkdir user
cd user
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts ../*.tgz vitest@3.0.1 @aws-sdk/client-s3@3.1175.0
cp -r "$package/test" .
npx vitest run --globals
expect "$(npx parhelion run -- sh -c 'echo ${AWS_ENDPOINT_URL%:*}')" http://127.0.0.1
echo "the packages for Node.js: passed"
