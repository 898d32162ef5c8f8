terraform {
  required_providers {
    azurerm = { source = "hashicorp/azurerm" }
  }
}
provider "aws" { region = var.aws_region }
provider "aws" {
  alias  = "ohio"
  region = "us-east-2"
}
variable "aws_region" {
  default = "eu-central-1" # not eu-west-1
}
variable "unset" {}
locals {
  azure = lower("West Europe")
  tag   = "not ${var.aws_region}"
}
resource "azurerm_resource_group" "rg" {
  name     = "rg"
  location = "North Europe"
}
resource "azurerm_storage_account" "files" {
  resource_group_name      = azurerm_resource_group.rg.name
  account_replication_type = "GRS"
}
resource "azurerm_cognitive_account" "assistant" {
  kind     = "OpenAI"
  location = local.azure
}
resource "azurerm_cognitive_deployment" "gpt" {
  cognitive_account_id = azurerm_cognitive_account.assistant.id
  sku { name = "GlobalStandard" }
}
resource "aws_s3_bucket" "here" { bucket = "here" }
resource "aws_s3_bucket" "there" {
  provider = aws.ohio
  bucket   = "there"
}
resource "aws_dynamodb_table" "sessions" {
  name = "sessions"
  replica { region_name = "eu-west-3" }
}
resource "aws_lambda_function" "api" {
  function_name = "api"
  environment {
    variables = {
      TABLE           = aws_dynamodb_table.sessions.name
      BUCKET          = aws_s3_bucket.here.id
      OPENAI_API_KEY  = "sk-never-shown"
      LANGFUSE_HOST   = "https://cloud.langfuse.com"
      TZ              = "America/New_York"
    }
  }
}
resource "google_sql_database_instance" "pg" {
  database_version = "POSTGRES_16"
  region           = var.unset
}
resource "google_storage_bucket" "multi" { location = "EU" }
resource "scaleway_rdb_instance" "main" {
  engine = "PostgreSQL-16"
  region = "fr-par"
}
resource "mongodbatlas_cluster" "atlas" { provider_region_name = "EU_CENTRAL_1" }
resource "random_string" "x" { length = 8 }
