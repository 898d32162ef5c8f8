place = "francecentral"
