"""moto's server, and the one resource that its CloudFormation lacks and our functions cannot do without: the secret.

Made by moto's own API of Secrets Manager, so that what is deployed finds it, and the stack's outputs name it.
"""

import json
from typing import Any

from moto.core.common_models import CloudFormationModel
from moto.secretsmanager.models import secretsmanager_backends
from moto.server import main


class Secret(CloudFormationModel):
    # moto tells a model's service from its module.
    __module__ = "moto.secretsmanager.cloudformation"

    def __init__(self, arn: str) -> None:
        self.physical_resource_id = arn

    @staticmethod
    def cloudformation_name_type() -> str:
        return "Name"

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::SecretsManager::Secret"

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **_: Any
    ) -> "Secret":
        backend = secretsmanager_backends[account_id][region_name]
        properties = cloudformation_json["Properties"]
        generate = properties["GenerateSecretString"]
        password = json.loads(
            backend.get_random_password(
                password_length=int(generate["PasswordLength"]),
                exclude_characters="",
                exclude_numbers=False,
                exclude_punctuation=bool(generate["ExcludePunctuation"]),
                exclude_uppercase=False,
                exclude_lowercase=False,
                include_space=False,
                require_each_included_type=True,
            )
        )["RandomPassword"]
        value = {**json.loads(generate["SecretStringTemplate"]), generate["GenerateStringKey"]: password}
        created = backend.create_secret(
            name=resource_name,
            secret_string=json.dumps(value),
            secret_binary=None,
            description=properties["Description"],
            tags=None,
            kms_key_id=None,
            client_request_token=None,
            replica_regions=[],
            force_overwrite=False,
        )
        return cls((json.loads(created) if isinstance(created, str) else created)["ARN"])

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource: Any, new_resource_name: str, cloudformation_json: Any, account_id: str, region_name: str
    ) -> Any:
        return original_resource

    @classmethod
    def delete_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str
    ) -> None:
        backend = secretsmanager_backends[account_id][region_name]
        backend.delete_secret(resource_name, None, True)


main()
