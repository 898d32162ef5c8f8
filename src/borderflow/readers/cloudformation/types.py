"""Types of CloudFormation under the names that Terraform gives them: one table says what a type holds.

The types: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_SERVICES = {
    "apigateway": "api_gateway",
    "amazonmq": "mq",
    "certificatemanager": "acm",
    "cassandra": "keyspaces",
    "elasticloadbalancing": "elb",
    "elasticloadbalancingv2": "lb",
    "events": "cloudwatch_event",
    "kinesisfirehose": "kinesis_firehose",
    "logs": "cloudwatch_log",
    "opensearchservice": "opensearch",
    "stepfunctions": "sfn",
}
_TYPES = {
    "AWS::ApiGateway::Method": "aws_api_gateway_integration",
    "AWS::AppSync::DataSource": "aws_appsync_datasource",
    "AWS::AutoScaling::AutoScalingGroup": "aws_autoscaling_group",
    "AWS::AutoScaling::LaunchConfiguration": "aws_launch_configuration_server",
    "AWS::Batch::JobDefinition": "aws_batch_job_definition",
    "AWS::Cognito::UserPoolIdentityProvider": "aws_cognito_identity_provider",
    "AWS::EC2::LaunchTemplate": "aws_launch_template_server",
    "AWS::RDS::DBInstance": "aws_db_instance",
    "AWS::Serverless::Api": "aws_api_gateway_rest_api",
    "AWS::Serverless::Function": "aws_lambda_function",
    "AWS::Serverless::GraphQLApi": "aws_appsync_graphql_api",
    "AWS::Serverless::HttpApi": "aws_apigatewayv2_api",
    "AWS::Serverless::LayerVersion": "aws_lambda_layer_version",
    "AWS::Serverless::SimpleTable": "aws_dynamodb_table",
    "AWS::Serverless::StateMachine": "aws_sfn_state_machine",
    "AWS::Serverless::WebSocketApi": "aws_apigatewayv2_api",
    "MongoDB::Atlas::Cluster": "mongodbatlas_cluster",
}
_NOTHING = re.compile(
    r"""
    AWS::(?:EC2::(?!Instance$|LaunchTemplate$|Volume$)|DMS::|DevOps|Deadline|LicenseManager|MediaLive|MediaTailor
      |SSO|ServiceDiscovery|SCN|ServiceCatalog|RefactorSpaces|RAM|ResilienceHub|Route53|WorkSpacesWeb|XRay
      |WAF|GroundStation|NetworkFlowMonitor|NetworkManager|VpcLattice|AppMesh|AppFabric|CDK|ObservabilityAdmin
      |CloudFormation|CloudHSM|IoTSiteWise|IoTWireless|RTBFabric|ImageBuilder|MediaConnect|MediaConvert|PCS
      |GameLift|ODB|Omics|EVS|FSx::Snapshot|SSM|Scheduler|DirectConnect)
    |AWS::(?:AppRunner::Vpc|Backup::(?!BackupPlan$|BackupVault$)|CloudFront::(?!Distribution$|StreamingDistribution$)
      |CloudTrail::Channel|Cognito::(?!UserPool$|UserPoolIdentityProvider$)|Connect::(?!Instance$)|ECS::(?:Cluster|TaskSet)
      |EFS::(?:MountTarget|AccessPoint)|EMR\w*::(?!Cluster$|Application$)|Events::(?:Connection|Archive|Endpoint)
      |ElasticBeanstalk::(?!Environment$|ConfigurationTemplate$)|Kendra::(?:Thesaurus|QuerySugg|FeaturedR)
      |Bedrock::(?:\w+Version|Prompt|Blueprint|DataSource|RetrievalInstruction)
      |Athena::(?!DataCatalog$)|BedrockAgentCore::(?!Runtime$|Gateway$|Memory$|Harness$|BrowserCustom$|CodeInter)
      |Kinesis::(?!Stream$)|KinesisVideo::Sig|Lightsail::(?!Instance$|Database$|Bucket$|Container$)
      |Logs::(?!LogGroup$)|MSK::(?!\w*Cluster$|Replicator$)|OpenSearchServerless::(?!Collection$)|OpenSearch::Data
      |RDS::(?!DB(?:Instance|Cluster)$|GlobalCluster$)|Redshift\w*::(?!Cluster$|Namespace$|Workgroup$)
      |S3\w*::(?:AccessG|AccessPoint|StorageLens|MultiRegion|MountT|Endpoint|Namespace)|SNS::Subscription
      |SES::(?!MailManagerArchive$|ReceiptRule$)|SageMaker::(?!Endpoint$|Model$|NotebookInstance$|FeatureGroup$|Domain$
      |Pipeline$|Cluster$|Mlflow|ProcessingJob$|PartnerApp$)|Timestream::(?!Database$|Influx\w+$)|Transcribe::
      |Transfer::(?!Server$|WebApp$|Connector$)|Translate::|Textract::|KafkaConnect::CustomP|Pinpoint\w*::(?!App$)
      |MWAA::(?!Environment$)|AppStream::|AppSync::(?!GraphQLApi$|Api$|DataSource$)|DocDB::Event|Neptune::Event
      |ElastiCache::(?:SecurityGroupI|Global)|StepFunctions::(?!StateMachine$)|CleanRooms|EntityResolution
      |Greengrass|Panorama|Cases|Wisdom::(?!Assistant$)|Lambda::(?!Function$|EventSourceMapping$))
    |AWS::Serverless::(?:LayerVersion|Application|Connector|CapacityProvider)
    """,
    re.VERBOSE,
)
"""Plumbing, and what another resource already stands for; matched at the beginning of a type."""


@cache
def terraform_type(type_: str) -> str:
    """The type as Terraform's provider names it; empty when it holds and moves nothing."""
    if type_ in _TYPES:
        return _TYPES[type_]
    vendor, *rest = type_.split("::")
    if len(rest) < 2 or _NOTHING.match(type_):
        return ""
    service = rest[0].lower()
    prefix = "aws" if vendor == "AWS" else vendor.lower()
    return "_".join((prefix, _SERVICES.get(service, service), *map(snake, rest[1:])))


@cache
def snake(name: str) -> str:
    """`AvailabilityZone` as `availability_zone`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def snaked(value: Any) -> Any:
    """Properties with the names of Terraform's arguments."""
    if isinstance(value, dict):
        return {snake(key): snaked(one) for key, one in value.items()}
    if isinstance(value, list):
        return [snaked(one) for one in value]
    return value
