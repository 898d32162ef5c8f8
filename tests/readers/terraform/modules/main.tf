module "database" {
  source   = "./net/db"
  location = var.place
  engine   = "postgres"
}
module "openai" {
  source   = "Azure/openai/azurerm"
  version  = "0.1.1"
  location = "swedencentral"
}
resource "azurerm_linux_web_app" "web" {
  location     = var.place
  app_settings = {
    DATABASE_HOST = module.database.host
    SENTRY_DSN    = "https://12345@o1.ingest.de.sentry.io/1"
  }
}
variable "place" { default = "westeurope" }
