/* The shop, as it runs. */
!impliedRelationships false
workspace "Shop" {
    !identifiers hierarchical
    model {
        archetypes {
            service = container {
                technology "Go"
                tags "Service"
            }
            bucket = container {
                technology "Amazon S3"
            }
            externalSystem = softwareSystem
            area = group
            https = -> {
                technology "HTTPS"
            }
        }
        customer = person Customer
        shop = softwareSystem "Shop" {
            api = service "API" """
                Takes orders.
                """
            back = area "Back office" {
                stock = container "Stock" "" "Go"
            }
            api -> stock "Asks"
            orders = container "Orders" {
                technology "PostgreSQL"
                tags "Database"
            }
            images = bucket "Pictures"
            assistant = container "Assistant" "Answers questions" "OpenAI GPT-4o"
            api -> orders "Reads from and writes to"
            api --https-> images "Stores pictures in"
            api -> assistant "Asks"
        }
        stripe = externalSystem "Payments" "Stripe takes the cards" "Stripe"
        parcels = externalSystem "Parcel carrier"
        tax = softwareSystem "Tax office"
        ledger = softwareSystem "Ledger" "" "SaaS"
        github = softwareSystem "GitHub" {
            code = container "Repository"
        }
        customer -> shop "Buys from"
        customer -> shop.api "Orders with" "HTTPS"
        shop.api -> stripe "Charges cards with" {
            tags "Money"
        }
        shop.api -> parcels "Hands addresses to"
        shop -> tax "Reports to"
        shop.api -> github.code "Opens issues in"
        shop.orders -> ledger "Is copied to"

        dev = deploymentEnvironment "Development" {
            deploymentNode "Laptop" {
                containerInstance shop.api
            }
        }
        live = deploymentEnvironment "Live" {
            cdn = infrastructureNode "Cloudflare" "" "CDN"
            aws = deploymentNode "Amazon Web Services" "" "" "Amazon Web Services - Cloud" {
                paris = deploymentNode "eu-west-3" {
                    lb = infrastructureNode "Load balancer" \
                        "Spreads requests" "Elastic Load Balancing"
                    deploymentNode "ECS" {
                        api = containerInstance shop.api {
                            lb -> this "Forwards requests to"
                        }
                    }
                    deploymentNode "RDS" {
                        instanceOf shop.orders
                    }
                    cdn -> lb "Forwards to"
                    stripe -/> shop.api {
                        stripe -> lb "Tells of payments"
                    }
                }
                deploymentNode "us-east-1" {
                    containerInstance shop.orders
                }
            }
        }
    }
    configuration {
        scope softwaresystem
    }
}
