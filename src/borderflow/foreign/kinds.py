"""What a component is, guessed from the words in a name. A guess is always marked as inferred."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

# The first row with a word that is found decides: what is more telling stands above.
_WORDS: tuple[tuple[str, str], ...] = (
    ("application", "webui chatui lobechat librechat"),
    ("reranker", "rerank reranker reranking ranking rerankqa"),
    ("embedding", "embed embedding embeddings embedder tei infinity-emb text2vec"),
    (
        "vector-store",
        "qdrant milvus chroma chromadb weaviate pgvector pinecone vectordb vector vectorstore lancedb vespa",
    ),
    ("speech-to-text", "whisper stt transcribe transcription asr speech"),
    ("text-to-speech", "tts kokoro piper"),
    ("document-parsing", "ocr tika docling unstructured parser parsing docparse marker"),
    ("fine-tuning", "finetune finetuning axolotl unsloth"),
    ("agent", "agent agents crew"),
    ("gateway", "litellm gateway proxy nginx traefik caddy envoy haproxy kong apisix ingress loadbalancer"),
    (
        "llm",
        (
            "llm vllm ollama tgi sglang llama llamacpp localai nim inference completion openai gpt "
            "chatmodel lmdeploy xinference nemollm anthropic gemini mistral"
        ),
    ),
    ("cache", "redis cache valkey memcached keydb dragonfly"),
    ("queue", "kafka rabbitmq nats queue broker amqp pulsar redpanda zookeeper sqs mq activemq"),
    ("file-store", "minio s3 bucket blob storage azurite seaweedfs garage nextcloud files objectstore"),
    ("search", "elasticsearch opensearch elastic meilisearch typesense solr search es01 es vespa kendra"),
    ("web-search", "searxng serpapi tavily"),
    ("graph-store", "neo4j memgraph arangodb graph falkordb janusgraph"),
    (
        "datastore",
        (
            "postgres postgresql pg mysql mariadb mongo mongodb db database sqlite cassandra couchdb "
            "cockroach clickhouse mssql oracle timescale relational sql surrealdb dynamodb etcd rds"
        ),
    ),
    (
        "observability",
        (
            "otel opentelemetry jaeger zipkin grafana loki tempo prometheus langfuse langsmith "
            "phoenix sentry glitchtip logs logging tracing trace metrics fluentd fluentbit datadog "
            "signoz vector-agent helicone kibana cloudwatch"
        ),
    ),
    ("analytics", "posthog matomo plausible umami superset metabase analytics"),
    ("identity", "keycloak authentik auth oauth oidc sso zitadel kratos hydra gotrue supertokens"),
    ("email", "smtp mail mailhog mailpit mailer email sendgrid mailgun"),
    ("payment", "stripe payment payments billing adyen mollie"),
    ("orchestrator", "n8n airflow temporal prefect dagster flowise langflow workflow dify celery"),
    ("backup", "backup restic velero"),
    ("cdn", "cdn cloudfront"),
)
_BY_WORD = {word: kind for kind, words in reversed(_WORDS) for word in words.split()}
_ORDER = {kind: rank for rank, (kind, _) in enumerate(_WORDS)}
_SCHEMES = {
    **dict.fromkeys(
        "postgresql postgres mysql mariadb mongodb mongodb+srv clickhouse jdbc sqlserver cockroachdb".split(),
        "datastore",
    ),
    **dict.fromkeys(
        "postgresql+psycopg2 postgresql+asyncpg postgresql+psycopg mysql+pymysql mysql+aiomysql".split(),
        "datastore",
    ),
    **dict.fromkeys("redis rediss valkey memcached".split(), "cache"),
    **dict.fromkeys("amqp amqps nats kafka pulsar".split(), "queue"),
    **dict.fromkeys("smtp smtps".split(), "email"),
    **dict.fromkeys("bolt neo4j neo4j+s bolt+s".split(), "graph-store"),
    "s3": "file-store",
    "milvus": "vector-store",
}
AI = frozenset(
    (
        "llm",
        "embedding",
        "reranker",
        "agent",
        "speech-to-text",
        "text-to-speech",
        "fine-tuning",
        "document-parsing",
    )
)


@lru_cache(maxsize=10_000)
def kind_of_words(text: str) -> str:
    """The kind that the words of a name speak of; empty when they say nothing."""
    words = [word for word in re.split(r"[^a-z0-9]+", text.casefold()) if word]
    words += [f"{one}{other}" for one, other in pairwise(words)]
    found = {_BY_WORD[word] for word in words if word in _BY_WORD}
    found |= {_BY_WORD[plain] for word in words if (plain := word.rstrip("0123456789")) in _BY_WORD}
    return min(found, key=_ORDER.__getitem__, default="")


def kind_of_scheme(scheme: str) -> str:
    """The kind that answers to the scheme of a URL; empty for `https` and the like."""
    return _SCHEMES.get(scheme, "")
