import pytest

from borderflow.foreign.secrets import is_secret, masked

LINES = [
    "  OPENAI_API_KEY: hunter2",
    "  - POSTGRES_PASSWORD=hunter2",
    "  POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:-hunter2} # CHANGEME",
    '  "password": "hunter2",',
    'password = "hunter2"',
    "DATABASE_URL: postgresql://app:hunter2@db:5432/app",
    "AZURE_STORAGE_CONNECTION_STRING=DefaultEndpointsProtocol=https;AccountKey=hunter2;EndpointSuffix=x",
    "AZURE_STORAGE_CONNECTION_STRING=BlobEndpoint=http://azurite:10000/dev;AccountKey=hunter2",
    "- {name: OPENAI_API_KEY, value: hunter2}",
    '{"name": "DB_PASSWORD", "value": "hunter2"}',
    "command: redis-server --requirepass hunter2",
    'args: ["--api-key=hunter2"]',
    "url: https://api.example.org/v1?api_key=hunter2&x=1",
    "SENTRY_DSN: https://hunter2@o1.ingest.sentry.io/1",
    "  encryption_key: hunter2",
]
PLAIN = [
    "  OPENAI_API_KEY: ${OPENAI_API_KEY}",
    "  api_key: os.environ/OPENAI_API_KEY",
    "  image: registry.example/app:1",
    "  LLM_URL: https://api.eu.mistral.ai/v1",
    "  SECRET_KEY: null",
    '  region = "eu-west-1"',
    "  - fides_key: demo_users_dataset",
    "    organization_fides_key: default_organization",
]


@pytest.mark.parametrize("line", LINES)
def test_a_secret_is_masked_in_its_place(line):
    shown = masked(line)
    assert "hunter2" not in shown
    assert len(shown) == len(line)


@pytest.mark.parametrize("line", PLAIN)
def test_what_is_none_is_shown(line):
    assert masked(line) == line


def test_names():
    assert all(
        map(is_secret, ("OPENAI_API_KEY", "db_password", "GITHUB_TOKEN", "ENCRYPTION_KEY", "SENTRY_DSN"))
    )
    assert not any(map(is_secret, ("OPENAI_BASE_URL", "MODEL", "REGION", "KEYCLOAK_URL")))
