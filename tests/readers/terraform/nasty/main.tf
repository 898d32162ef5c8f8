# resource "aws_s3_bucket" "commented" {}
/* provider "aws" { region = "us-east-1" } */
locals {
  a = local.b
  b = local.a
  heredoc = <<-EOT
    resource "aws_db_instance" "text" { region = "us-east-1" }
    ${var.nothing}
  EOT
}
module "escape" { source = "../../../../../../../../etc" }
module "self" { source = "./." }
module "remote" { source = "git::https://example.org/x.git" }
resource "aws_s3_bucket" "conditional" {
  count  = var.on ? 1 : 0
  bucket = "${var.a}-${join("-", [for x in var.list : "${x}\"}"])}"
  region = var.on ? "eu-west-1" : "us-east-1"
}
resource "aws_db_instance" "try" {
  engine            = try(var.engine, "postgres")
  availability_zone = coalesce(null, "", "eu-west-3b")
  password          = "hunter2-never-shown"
  dynamic "nodes" {
    for_each = var.nodes
    content { region = nodes.value.region }
  }
}
resource aws_instance bare { ami = "x" }
resource "broken" {}
