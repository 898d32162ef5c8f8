provider "aws" { region = "eu-central-1" }
variable "model_arn" {}
data "aws_iam_policy_document" "mail" {
  statement {
    actions   = ["ses:SendEmail"]
    resources = ["*"]
  }
}
resource "aws_iam_role" "chat" {
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole" }] })
}
resource "aws_iam_role_policy" "model" {
  role = aws_iam_role.chat.id
  policy = jsonencode({
    Statement = [
      { Effect = "Allow", Action = ["bedrock:InvokeModel"], Resource = var.model_arn },
      { Effect = "Deny", Action = "translate:TranslateText", Resource = "*" },
    ]
  })
}
resource "aws_iam_policy" "mail" { policy = data.aws_iam_policy_document.mail.json }
resource "aws_iam_role_policy_attachment" "mail" {
  role       = aws_iam_role.chat.name
  policy_arn = aws_iam_policy.mail.arn
}
resource "aws_iam_policy" "unused" {
  policy = <<EOT
{"Statement": [{"Effect": "Allow", "Action": "polly:SynthesizeSpeech", "Resource": "*"}]}
EOT
}
resource "aws_lambda_function" "chat" {
  role = aws_iam_role.chat.arn
  environment { variables = { ALLOWED_ORIGINS = "https://d1.cloudfront.net" } }
}
resource "aws_lambda_function" "other" { function_name = "other" }
