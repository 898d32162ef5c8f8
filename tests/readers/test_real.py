"""Real files that others wrote, read in place: recipients, regions, and what must not be taken for one.

What is asserted was read in the files. Without the folder beside the checkout the tests are skipped.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from borderflow.errors import InputError
from borderflow.model.architecture import Architecture
from borderflow.model.reading import Known
from tests.readers.sketch import hosts, read, recipients

REAL = Path(__file__).parents[2].parent / "shared" / "real"
pytestmark = pytest.mark.needs("shared")


def real(name: str) -> Path:
    found = sorted(REAL.glob(f"*/*{name}"))
    assert found, name
    return found[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("infiniflow__ragflow__docker_docker-compose.yml", {}),
        ("infiniflow__ragflow__docker_docker-compose-base.yml", {}),
        ("onyx__deployment_docker_compose_docker-compose.yml", {}),
        ("langfuse__langfuse__docker-compose.yml", {}),
        ("langfuse__langfuse__docker-compose.dev-azure.yml", {}),
        ("anything-llm__docker_docker-compose.yml", {}),
        ("local-ai-packaged__docker-compose.yml", {}),
        ("self-hosted-ai-starter-kit__docker-compose.yml", {}),
        ("ChatQnA_docker_compose_intel_cpu_xeon_compose.yaml", {}),
        ("ChatQnA_docker_compose_intel_cpu_xeon_compose_remote.yaml", {"unknown: llm-server-host-ip": ""}),
        ("AgentQnA_docker_compose_intel_cpu_xeon_compose_remote.yaml", {"unknown: llm-endpoint-url": ""}),
        ("RAG_examples_local_deploy_docker-compose-nim-ms.yaml", {}),
        ("RAG_examples_basic_rag_langchain_docker-compose.yaml", {"nvidia/api": ""}),
        ("fides_data_sample_project_docker-compose.yml", {}),
        ("example_litellm_gcp_cloud_run__litellm_config.yaml", {"railway/platform": ""}),
        (
            "litellm__oai_misc_config.yaml",
            {
                "openai/api": "",
                "anthropic/api": "",
                "groq/cloud": "",
                "aws/bedrock": "us",
                "aws/cloud": "us-west-2",
                "langfuse/cloud": "us",
                "azure/openai": "",
            },
        ),
        (
            "litellm__proxy_server_config.yaml",
            {
                "openai/api": "",
                "azure/openai": "",
                "aws/sagemaker": "",
                "railway/platform": "",
                "anthropic/api": "",
                "groq/cloud": "",
                "mistral/api": "",
                "cohere/api": "",
                "langfuse/cloud": "us",
            },
        ),
    ],
)
def test_recipients(name, expected):
    architecture = read(real(name))
    assert recipients(architecture) == expected
    assert hosts(architecture) == set()


def test_a_config_map_belongs_to_the_deployment():
    files = [real("scripts_deployment.yml"), real("scripts_configMap.yml")]
    assert recipients(read(*files)) == {"azure/openai": ""}
    assert recipients(read(files[1])) == {"azure/openai": ""}


def test_disks_tell_where_a_cluster_stands():
    architecture = read(real("anything-llm__cloud-deployments_k8_manifest.yaml"))
    assert hosts(architecture) == {"aws@us-east-1"}
    assert recipients(architecture) == {"aws/cloud": ""}


@pytest.mark.parametrize("name", ["gmc_chatQnA_xeon.yaml", "vllm-deployment-2nodes.yaml"])
def test_own_models_on_kubernetes_have_no_recipient(name):
    architecture = read(real(name))
    assert recipients(architecture) == {}
    assert hosts(architecture) == set()


@pytest.mark.parametrize("name", ["ragflow__helm_values.yaml", "deploy_langfuse_values.yaml"])
def test_values_of_a_chart_are_answered_with_what_to_run(name):
    with pytest.raises(InputError, match="helm template"):
        read(real(name))


def terraform(*names: str) -> Architecture:
    return read(*(real(name) for name in names))


def test_a_droplet_stands_where_its_region_says():
    assert hosts(terraform("digitalocean_terraform_main.tf")) == {"digitalocean@nyc3"}


def test_a_variable_gives_its_default_and_says_so():
    architecture = terraform(
        "aks-openai-terraform__terraform_main.tf", "aks-openai-terraform__terraform_variables.tf"
    )
    assert recipients(architecture) == {"azure/openai": "northeurope"}
    assert architecture.reading is not None
    assert architecture.reading.bases["openai", "region"].how is Known.RESOLVED


def test_a_bucket_of_the_aws_provider_can_be_at_ovhcloud():
    architecture = terraform("kubeflow_provider.tf", "kubeflow_variables.tf", "kubeflow_ovh_s3_bucket.tf")
    assert hosts(architecture) == {"ovhcloud@GRA"}
    assert recipients(architecture) == {}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("modules_openai_main.tf", set()),
        ("my-ovh_postgresql_db.tf", {"ovhcloud@"}),
        ("create-s3-buckets.tf", {"ovhcloud@"}),
        ("create-cluster-with-tf-in-3az_kube.tf", {"ovhcloud@EU-WEST-PAR"}),
        ("aws-ingesting-click-logs-using-terraform.json", {"aws@us-east-1"}),
        ("plan_nested_child_modules_tfplan.json", {"aws@"}),
        ("plan_after_unknown_tfplan.json", {"aws@aws-global"}),
        ("plan_with_utf_16_encoding_tfplan.json", {"aws@us-east-1"}),
    ],
)
def test_places_of_resources(name, expected):
    assert hosts(terraform(name)) == expected


def test_a_module_is_told_by_its_name_when_it_is_not_here():
    architecture = terraform("modules_azure_onyx_main.tf")
    assert hosts(architecture) == {"azure@"}
    assert architecture.reading is not None
    assert {"postgres", "redis", "storage"} <= architecture.components.keys()


def test_a_plan_without_resources_says_so():
    with pytest.raises(InputError, match="plans no resource"):
        terraform("plan_multiple_providers_tfplan.json")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SaaSBOM_apigateway-microservices-datastores_bom.json", {"aws/cloud": ""}),
        ("valid-service-1.6.json", {"unknown: Partner-Org": ""}),
        ("valid-machine-learning-1.6.json", {}),
        ("tmbom-pytm-example.cdx.json", {}),
    ],
)
def test_recipients_in_boms(name, expected):
    architecture = read(real(name))
    assert recipients(architecture) == expected
    assert hosts(architecture) == set()


def test_data_of_a_saasbom_stay_with_their_services():
    architecture = read(real("apigateway-microservices-datastores_bom.json"))
    carried = {flow.target: flow.carries for flow in architecture.flows}
    assert carried["aws-file-store"] == (("public", None),)
    assert carried["Postgres"] == (("pii", None),)
    assert architecture.data["pii"].categories == ()
    assert architecture.data["pifi"].categories == ("financial",)
    assert architecture.data["public"].personal is None
    assert architecture.components["API-Gateway"].operator == "self"


def test_a_list_of_software_is_answered_as_such():
    with pytest.raises(InputError, match="no data flows in this BOM"):
        read(real("cern-lhc-vdm-editor-e564943_bom.json"))


def test_a_fides_registry_has_no_recipient_and_all_its_categories():
    files = [real(f"demo_resources_demo_{name}.yml") for name in ("dataset", "organization", "system")]
    architecture = read(*files, real("fides_systems.yml"))
    assert recipients(architecture) == {}
    assert hosts(architecture) == set()
    assert architecture.controller.name == "Demo Organization"
    assert architecture.controller.country == "US"
    assert architecture.data["user-contact-email"].categories == ("contact",)
    assert architecture.data["system-operations"].personal is False
    assert architecture.data["admin_ui-data"].personal is None
    assert architecture.data["admin_ui-data"].subjects == ("employees",)
    carried = {flow.id: [id_ for id_, _ in flow.carries or ()] for flow in architecture.flows}
    assert carried == {
        "demo_marketing_system->demo_analytics_system": ["user-device-cookie_id-customers"],
        "demo_analytics_system->demo_users_dataset": [
            "user-contact-customers",
            "user-device-cookie_id-customers",
        ],
    }
    assert set(architecture.purposes) == {"improve", "marketing", "service"}


def test_an_organization_alone_moves_no_data():
    with pytest.raises(InputError, match="describes no system and no data set"):
        read(real("demo_organization.yml"))


def test_a_catalogue_of_models_has_no_recipient():
    architecture = read(real("developer-model-service_catalog-info.yaml"))
    assert recipients(architecture) == {}
    assert hosts(architecture) == set()
    assert set(architecture.components) == {"developer-model-service", "ibm-granite-8b-code-instruct"}
    assert architecture.components["ibm-granite-8b-code-instruct"].kind == "llm"
    assert architecture.reading is not None
    assert all(
        architecture.reading.bases[flow.id, "flow"].how is Known.INFERRED for flow in architecture.flows
    )


def test_a_threagile_model_names_a_cloud_in_tags_and_boundaries():
    architecture = read(real("demo_example_threagile.yaml"))
    assert recipients(architecture) == {}
    assert hosts(architecture) == {"aws@"}
    people = {one.id for one in architecture.components.values() if one.kind == "person"}
    assert people == {
        "Customer-Web-Client",
        "Backoffice-Client",
        "Backend-Admin-Client",
        "External-Development-Client",
    }
    assert architecture.components["Git-Repository"].host is None
    assert architecture.data["customer-contracts"].personal is True
    pairs = {(flow.source, flow.target): flow.carries for flow in architecture.flows}
    assert ("Marketing-CMS", "Load-Balancer") in pairs
    assert ("Load-Balancer", "Marketing-CMS") not in pairs  # the link sends nothing, and receives


def test_a_stub_of_threagile_asks_whose_network_it_is():
    architecture = read(real("demo_stub_threagile.yaml"))
    assert recipients(architecture) == {}
    assert hosts(architecture) == set()
    assert architecture.reading is not None
    assert any("Some Trust Boundary" in one.asks for one in architecture.reading.questions)


@pytest.mark.parametrize(
    "name", ["OpenThreatModel__EXAMPLE.json", "OpenThreatModel__EXAMPLE.yaml", "otm_manual_threat_model.yaml"]
)
def test_open_threat_models_without_anybody_outside(name):
    architecture = read(real(name))
    assert recipients(architecture) == {}
    assert hosts(architecture) == set()
    assert [one.kind for one in architecture.components.values()].count("person") == 1


def test_an_open_threat_model_made_from_terraform_stands_at_aws():
    architecture = read(real("otm_tf_example.yaml"))
    assert recipients(architecture) == {}
    assert hosts(architecture) == {"aws@"}
    assert not [one for one in architecture.components if "0.0.0.0" in one]  # noqa: S104 - a name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("v2-threat-model.json", {}),
        ("cryptocurrency-wallet.json", {"unknown: Blockchain": ""}),
        ("three-tier-web-app.json", {}),
    ],
)
def test_diagrams_of_threat_dragon_name_nobody(name, expected):
    architecture = read(real(name))
    assert recipients(architecture) == expected
    assert hosts(architecture) == set()


def test_threat_dragon_1_is_told_to_be_saved_again():
    with pytest.raises(InputError, match="open it in Threat Dragon 2"):
        read(real("ThreatDragonModels_demo-threat-model.json"))


def test_a_workspace_stands_where_its_deployment_nodes_say():
    architecture = read(real("dsl_amazon-web-services_workspace.dsl"))
    assert recipients(architecture) == {}
    assert hosts(architecture) == {"aws@us-east-1"}
    assert {"Web-Application", "Database-Schema", "Load-Balancer", "DNS-router"} == set(
        architecture.components
    )


def test_the_systems_of_a_group_are_one_owner_s():
    architecture = read(real("dsl_big-bank-plc_workspace.dsl"))
    assert recipients(architecture) == {}
    assert hosts(architecture) == set()
    pairs = {(flow.source, flow.target) for flow in architecture.flows}
    assert ("API-Application", "Mainframe-Banking-System") in pairs
    assert ("Single-Page-Application", "API-Application") in pairs


def test_a_landscape_asks_whose_its_systems_are():
    architecture = read(real("dsl_big-bank-plc_model.dsl"))
    assert set(recipients(architecture)) == {
        "unknown: ATM",
        "unknown: E-mail-System",
        "unknown: Internet-Banking-System",
        "unknown: Mainframe-Banking-System",
    }


def test_a_workspace_is_read_without_the_one_that_it_extends():
    architecture = read(real("internet-banking-system_workspace.dsl"))
    assert recipients(architecture) == {"unknown: email": ""}
    assert architecture.components["customer"].kind == "person"
    assert architecture.reading is not None
    assert "leads out of the folder" in architecture.reading.remarks[0].message


def test_a_key_in_an_example_is_no_secret_told():
    """No value of a key or password stands in anything that is said."""
    for path in sorted(REAL.glob("compose/*")):
        architecture = read(path)
        reading = architecture.reading
        assert reading is not None
        said = " ".join((*(basis.because for basis in reading.bases.values()), *map(str, reading.remarks)))
        assert not [word for word in ("miniosecret", "StrongPassword123", "myredissecret") if word in said]
