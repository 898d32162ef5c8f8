variable "location" {}
variable "engine" { default = "mysql" }
resource "azurerm_postgresql_flexible_server" "this" { location = var.location }
output "host" { value = azurerm_postgresql_flexible_server.this.fqdn }
