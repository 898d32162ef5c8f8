"""What each type of cloud resource holds or does, for every cloud at once, by the names of Terraform."""

from __future__ import annotations

import re
from functools import cache

# The first row that fits a type decides: a kind, and words or patterns that stand in its types.
# Types of the first row hold and move nothing by themselves.
_KINDS: tuple[tuple[str, str], ...] = (
    (
        "",
        r"""
        _(iam|policy|role|permission|access_key|(?<!cognito_)user|grant|acl|secret|key|keyring|certificates?)(_\w+)?$
        _(subnets?|vpc|networks?|routes?|route_table|security_group|firewall|nat_gateway|internet_gateway|eip)$
        _(public_ip|network_interface|private_endpoint|endpoint_service|vpc_endpoint|dns\w*|zone|record|peering)$
        _(tags?|alarm|metric_alarm|dashboard|notification|budget|lock|identity|credential|assignment|attachment)$
        _(association|ownership_controls|public_access_block|versioning|lifecycle_configuration|launch_template)$
        _(server_side_encryption_configuration|parameter_group|option_group|subnet_group|ip_restriction|alias)$
        _(node_?pool|node_group|monitor|resource_group|project|account_alias|event_permission|layer_version)$
        _(origin_access_\w+|deployment_group|capacity_provider\w*|configuration|log_stream|listener|target_group)$
        _(registry|repository|repository_policy|container_registry|artifact_registry_repository|listener_rule)$
        ^aws_(iam|kms|acm|route53|ecr|vpc|default|ssm_parameter|secretsmanager|cloudformation|config|organizations)_
        ^aws_(api_gateway_(?!rest_api$)|apigatewayv2_(?!api$)|glue_(?!catalog_table$|job$))
        ^google_(project|service_account|kms|compute_(network|subnetwork|firewall|address|router|global_address))
        ^azurerm_(role|key_vault|virtual_network|network|private|management|policy|resource_provider)
        ^azurerm_user_assigned event_source_mapping ^google_eventarc diagnostic_setting cognitive_deployment
        _replication_configuration$ _topic_subscription$ _event_target$ _log_subscription_filter$
        ^aws_(ecs_cluster$|appsync_(datasource|resolver|function|domain_name|api_key|api_cache|type)|codebuild|code)
        ^aws_(cloudwatch_event_(connection|permission|archive)|cognito_identity_provider|cognito_user_pool_domain)
        ^aws_cognito_(user_pool_client|user_group|resource_server|identity_pool) ^aws_lambda_(?!function$)
        """,
    ),
    ("llm", "bedrock cognitive_account _ai_services openai vertex_ai generative inference_deployment _genai"),
    ("llm", "llm sagemaker_(endpoint|model) qbusiness _wisdom_"),
    ("agent", "_lex(v2models)?_bot$"),
    ("training", "sagemaker machine_learning _ml_ notebook"),
    ("search", "kendra opensearch elasticsearch search_service discovery_engine cloudsearch"),
    ("document-parsing", "textract document_ai form_recognizer"),
    ("speech-to-text", "transcribe speech"),
    ("translation", "translate"),
    ("saas", "comprehend connect_instance customerprofiles_domain appflow_flow quicksight"),
    ("messaging", "pinpoint"),
    ("queue", "kinesis firehose"),
    (
        "observability",
        "cloudwatch_log _logs?$ log_group log_analytics application_insights logging_project _log_",
    ),
    ("observability", "monitoring datadog newrelic sentry grafana xray cloudtrail _observability cockpit"),
    ("queue", "_sqs _sns _queue pubsub eventhub event_hub servicebus _kafka _msk _mq_ eventgrid"),
    ("queue", "cloudwatch_event eventbridge rabbitmq _nats"),
    ("cdn", "cloudfront _cdn frontdoor front_door fastly cloudflare"),
    ("cache", "elasticache _redis memorystore memcache valkey _cache"),
    ("backup", "_backup _snapshot recovery_services"),
    ("graph-store", "neptune cosmosdb_gremlin"),
    (
        "datastore",
        "_db_ rds _database _sql sql_ dynamodb documentdb docdb cosmosdb postgres mysql mariadb mongo",
    ),
    (
        "datastore",
        "redshift bigquery bigtable spanner firestore synapse snowflake clickhouse timestream _rdb",
    ),
    ("datastore", "keyspaces _dax_ dsql athena glue_catalog alloydb cassandra dbaas cluster_database"),
    (
        "file-store",
        "s3 bucket storage _transfer_server _efs _fsx filestore _blob spaces _volume _disk _share",
    ),
    (
        "gateway",
        "api_gateway apigateway appsync api_management _lb$ _alb _elb load_?balancer application_gateway",
    ),
    ("gateway", "gateway"),
    ("identity", "cognito identity_platform auth0 okta keycloak active_directory b2c"),
    ("email", "_ses_ sendgrid mailgun postmark email communication_service"),
    (
        "orchestrator",
        "step_functions _sfn_ workflow data_factory composer airflow mwaa logic_app dataflow glue_",
    ),
    ("orchestrator", "emr dataproc batch_job"),
    (
        "application",
        "lambda_function _function ecs_service ecs_task cloud_run app_service web_app container_app",
    ),
    ("application", "container_group apprunner app_runner beanstalk lightsail _instance _droplet _server"),
    (
        "application",
        "virtual_machine _vm _vps kubernetes _eks_cluster _gke _aks container_cluster _kube k8s _app$",
    ),
    ("application", "_app_ serverless compute_engine _service$ _cluster$"),
)
_COMPILED = tuple((re.compile("|".join(patterns.split())), kind or None) for kind, patterns in _KINDS)
_SKIPPED = frozenset(
    "random null local archive template tls time http external terraform helm kubernetes kubectl docker "
    "github gitlab dns cloudinit wavefront pagerduty statuscake acme azuread flux argocd rancher2 vault "
    "consul nomad tfe hcp".split()
)


@cache
def kind_of_type(type_: str) -> str | None:
    """The component kind of a resource type; None when it holds and moves nothing."""
    if type_.partition("_")[0] in _SKIPPED:
        return None
    return next((kind for pattern, kind in _COMPILED if pattern.search(type_)), None)
