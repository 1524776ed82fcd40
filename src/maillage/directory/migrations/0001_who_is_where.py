import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        django.contrib.postgres.operations.UnaccentExtension(),
        django.contrib.postgres.operations.TrigramExtension(),
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name='Network',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='nom')),
                ('sort_key', models.CharField(editable=False, max_length=400, verbose_name='clé de tri')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='adresse')),
                ('contact_email', models.EmailField(max_length=254, verbose_name='courriel de la coordination')),
                ('description', models.TextField(blank=True, max_length=4000, verbose_name='présentation')),
            ],
            options={
                'verbose_name': 'réseau',
                'verbose_name_plural': 'réseaux',
            },
        ),
        migrations.CreateModel(
            name='IndustryClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scheme', models.CharField(choices=[('naics2017', 'NAICS 2017 (États-Unis)'), ('naics2022', 'NAICS 2022 (États-Unis)'), ('scian2017', 'SCIAN 2017 (Canada)'), ('naf2', 'NAF rév. 2 (France)'), ('nace2', 'NACE rév. 2 (Union européenne)')], max_length=12, verbose_name='classification')),
                ('code', models.CharField(max_length=8, verbose_name='code')),
                ('level', models.PositiveSmallIntegerField(verbose_name='niveau')),
                ('path', models.CharField(max_length=48, unique=True, verbose_name='chemin')),
                ('title_fr', models.CharField(blank=True, max_length=300, verbose_name='intitulé en français')),
                ('title_en', models.CharField(blank=True, max_length=300, verbose_name='intitulé en anglais')),
                ('sort_key', models.CharField(editable=False, max_length=8, verbose_name='clé de tri')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='directory.industryclass', verbose_name='fait partie de')),
            ],
            options={
                'verbose_name': 'secteur d’activité',
                'verbose_name_plural': 'secteurs d’activité',
            },
        ),
        migrations.CreateModel(
            name='IndustryLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_partial', models.BooleanField(verbose_name='correspondance partielle')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_out', to='directory.industryclass')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_in', to='directory.industryclass')),
            ],
            options={
                'verbose_name': 'correspondance de secteurs',
                'verbose_name_plural': 'correspondances de secteurs',
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('firm', 'Direction d’entreprise'), ('advisor', 'Conseil aux entreprises'), ('offer_holder', 'Responsable d’une offre'), ('coordinator', 'Coordination du réseau'), ('funder', 'Bailleur de fonds'), ('researcher', 'Recherche'), ('learner', 'En apprentissage')], max_length=16, verbose_name='rôle')),
                ('starts_on', models.DateField(verbose_name='premier jour')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='dernier jour')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='directory.network', verbose_name='réseau')),
            ],
            options={
                'verbose_name': 'appartenance',
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='nom')),
                ('sort_key', models.CharField(editable=False, max_length=400, verbose_name='clé de tri')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='adresse')),
                ('kind', models.CharField(choices=[('business', 'Entreprise'), ('municipality', 'Municipalité ou commune'), ('intercommunality', 'Intercommunalité ou MRC'), ('college', 'Collège ou université'), ('research_centre', 'Centre de recherche ou de transfert'), ('bank', 'Institution financière'), ('tourism_office', 'Office de tourisme'), ('library', 'Bibliothèque'), ('incubator', 'Incubateur ou pôle d’entreprises'), ('funder', 'Bailleur de fonds'), ('public_service', 'Service public'), ('association', 'Association ou OBNL')], max_length=20, verbose_name='type')),
                ('description', models.TextField(blank=True, max_length=4000, verbose_name='présentation')),
                ('website', models.URLField(blank=True, verbose_name='site web')),
                ('employees', models.PositiveIntegerField(blank=True, null=True, verbose_name='nombre d’employés')),
                ('is_fictitious', models.BooleanField(default=False, verbose_name='organisation fictive')),
                ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='archivée le')),
                ('networks', models.ManyToManyField(blank=True, related_name='organisations', to='directory.network', verbose_name='réseaux')),
                ('sectors', models.ManyToManyField(blank=True, related_name='organisations', to='directory.industryclass', verbose_name='secteurs d’activité')),
            ],
            options={
                'verbose_name': 'organisation',
                'verbose_name_plural': 'organisations',
            },
        ),
        migrations.CreateModel(
            name='MembershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('firm', 'Direction d’entreprise'), ('advisor', 'Conseil aux entreprises'), ('offer_holder', 'Responsable d’une offre'), ('coordinator', 'Coordination du réseau'), ('funder', 'Bailleur de fonds'), ('researcher', 'Recherche'), ('learner', 'En apprentissage')], max_length=16, verbose_name='rôle')),
                ('starts_on', models.DateField(verbose_name='premier jour')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='dernier jour')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='directory.membership')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
                ('network', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='directory.network', verbose_name='réseau')),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='directory.organisation', verbose_name='organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='membership',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='directory.organisation', verbose_name='organisation'),
        ),
        migrations.CreateModel(
            name='Territory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='nom')),
                ('sort_key', models.CharField(editable=False, max_length=400, verbose_name='clé de tri')),
                ('country', models.CharField(choices=[('CA', 'Canada'), ('FR', 'France')], max_length=2, verbose_name='pays')),
                ('level', models.CharField(choices=[('country', 'Pays'), ('province', 'Province'), ('region', 'Région'), ('county', 'MRC ou département'), ('municipality', 'Commune ou municipalité')], max_length=16, verbose_name='niveau')),
                ('designation', models.CharField(max_length=80, verbose_name='désignation')),
                ('code', models.CharField(max_length=12, verbose_name='code officiel')),
                ('path', models.CharField(max_length=64, unique=True, verbose_name='chemin')),
                ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='population')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='premier jour')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='dernier jour')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='directory.territory', verbose_name='fait partie de')),
            ],
            options={
                'verbose_name': 'territoire',
            },
        ),
        migrations.CreateModel(
            name='OrganisationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=200, verbose_name='nom')),
                ('sort_key', models.CharField(editable=False, max_length=400, verbose_name='clé de tri')),
                ('slug', models.SlugField(db_index=False, max_length=80, verbose_name='adresse')),
                ('kind', models.CharField(choices=[('business', 'Entreprise'), ('municipality', 'Municipalité ou commune'), ('intercommunality', 'Intercommunalité ou MRC'), ('college', 'Collège ou université'), ('research_centre', 'Centre de recherche ou de transfert'), ('bank', 'Institution financière'), ('tourism_office', 'Office de tourisme'), ('library', 'Bibliothèque'), ('incubator', 'Incubateur ou pôle d’entreprises'), ('funder', 'Bailleur de fonds'), ('public_service', 'Service public'), ('association', 'Association ou OBNL')], max_length=20, verbose_name='type')),
                ('description', models.TextField(blank=True, max_length=4000, verbose_name='présentation')),
                ('website', models.URLField(blank=True, verbose_name='site web')),
                ('employees', models.PositiveIntegerField(blank=True, null=True, verbose_name='nombre d’employés')),
                ('is_fictitious', models.BooleanField(default=False, verbose_name='organisation fictive')),
                ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='archivée le')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='directory.organisation')),
                ('territory', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='directory.territory', verbose_name='territoire')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='organisation',
            name='territory',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='directory.territory', verbose_name='territoire'),
        ),
        migrations.AddField(
            model_name='network',
            name='territory',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='networks', to='directory.territory', verbose_name='territoire'),
        ),
        migrations.CreateModel(
            name='TerritoryChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('renamed', 'Renommé'), ('merged', 'Fusionné ou recodé'), ('moved', 'Rattaché ailleurs'), ('withdrawn', 'Retiré de la liste officielle'), ('restored', 'Rétabli')], max_length=16, verbose_name='nature')),
                ('on', models.DateField(verbose_name='jour du changement')),
                ('old_name', models.CharField(max_length=200, verbose_name='nom d’avant')),
                ('old_path', models.CharField(max_length=64, verbose_name='chemin d’avant')),
                ('new', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='directory.territory', verbose_name='territoire d’après')),
                ('old', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='directory.territory', verbose_name='territoire d’avant')),
            ],
            options={
                'verbose_name': 'changement de territoire',
                'verbose_name_plural': 'changements de territoire',
            },
        ),
        migrations.AddConstraint(
            model_name='industryclass',
            constraint=models.UniqueConstraint(fields=('scheme', 'code'), name='industry_code_once_per_scheme'),
        ),
        migrations.AddConstraint(
            model_name='industryclass',
            constraint=models.CheckConstraint(condition=models.Q(('level__gte', 1), ('level__lte', 5)), name='industry_level_is_known'),
        ),
        migrations.AddConstraint(
            model_name='industryclass',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('level', 1), ('parent__isnull', True)), models.Q(('level__gt', 1), ('parent__isnull', False)), _connector='OR'), name='industry_only_the_widest_stands_alone'),
        ),
        migrations.AddConstraint(
            model_name='industryclass',
            constraint=models.CheckConstraint(condition=models.Q(('path__startswith', django.db.models.functions.text.Concat(models.F('scheme'), models.Value('/'))), ('path__endswith', django.db.models.functions.text.Concat(models.Value('/'), models.F('code')))), name='industry_path_starts_with_scheme_and_ends_with_code'),
        ),
        migrations.AddConstraint(
            model_name='industryclass',
            constraint=models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_fr', ''), _negated=True), name='industry_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='industrylink',
            constraint=models.UniqueConstraint(fields=('source', 'target'), name='industry_link_once'),
        ),
        migrations.AddConstraint(
            model_name='industrylink',
            constraint=models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='industry_link_joins_two_headings'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('user', 'network', 'organisation', 'role'), name='membership_once_per_role', nulls_distinct=False, violation_error_message='Cette personne tient déjà ce rôle dans ce réseau.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='membership_ends_after_it_starts', violation_error_message='Le dernier jour ne peut pas précéder le premier.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role__in', ('firm', 'offer_holder', 'funder')), _negated=True), ('organisation__isnull', False), _connector='OR'), name='membership_speaks_for_an_organisation_when_its_role_does', violation_error_message='Ce rôle se tient au nom d’une organisation.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "directory_membershipevent" ("ends_on", "id", "network_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on", "user_id") VALUES (NEW."ends_on", NEW."id", NEW."network_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."starts_on", NEW."user_id"); RETURN NULL;', hash='e23fd0b50377f3de865774f91f1877e13d12033c', operation='INSERT', pgid='pgtrigger_insert_insert_044d1', table='directory_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "directory_membershipevent" ("ends_on", "id", "network_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on", "user_id") VALUES (NEW."ends_on", NEW."id", NEW."network_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."starts_on", NEW."user_id"); RETURN NULL;', hash='ee5ddbfc99cbe1b93e0925009fe5ef51309baa8e', operation='UPDATE', pgid='pgtrigger_update_update_4018c', table='directory_membership', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='territory',
            index=models.Index(fields=['country', 'level', 'code'], name='territory_by_code'),
        ),
        migrations.AddIndex(
            model_name='territory',
            index=models.Index(fields=['country', 'level', 'sort_key', 'id'], name='territory_in_french_order'),
        ),
        migrations.AddIndex(
            model_name='territory',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('sort_key', name='gin_trgm_ops'), name='territory_words'),
        ),
        migrations.AddConstraint(
            model_name='territory',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('sort_key', ''), _negated=True)), name='territory_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='territory',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('level', 'country'), ('parent__isnull', True)), models.Q(models.Q(('level', 'country'), _negated=True), ('parent__isnull', False)), _connector='OR'), name='territory_only_a_country_stands_alone'),
        ),
        migrations.AddConstraint(
            model_name='territory',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('parent__isnull', True), ('path', models.F('code'))), models.Q(('parent__isnull', False), ('path__endswith', django.db.models.functions.text.Concat(models.Value('/'), models.F('code')))), _connector='OR'), name='territory_path_ends_with_its_code'),
        ),
        migrations.AddConstraint(
            model_name='territory',
            constraint=models.CheckConstraint(condition=models.Q(('path__startswith', models.F('country'))), name='territory_path_starts_with_its_country'),
        ),
        migrations.AddConstraint(
            model_name='territory',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='territory_ends_after_it_starts', violation_error_message='Le dernier jour ne peut pas précéder le premier.'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['sort_key', 'id'], name='organisation_in_french_order'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('sort_key', name='gin_trgm_ops'), name='organisation_words'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('sort_key', ''), _negated=True)), name='organisation_has_a_name'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "directory_organisationevent" ("archived_at", "description", "employees", "id", "is_fictitious", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "sort_key", "territory_id", "website") VALUES (NEW."archived_at", NEW."description", NEW."employees", NEW."id", NEW."is_fictitious", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."sort_key", NEW."territory_id", NEW."website"); RETURN NULL;', hash='a425b551ea46f56061e3717e6943f476180333ba', operation='INSERT', pgid='pgtrigger_insert_insert_fd0fd', table='directory_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "directory_organisationevent" ("archived_at", "description", "employees", "id", "is_fictitious", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "sort_key", "territory_id", "website") VALUES (NEW."archived_at", NEW."description", NEW."employees", NEW."id", NEW."is_fictitious", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."sort_key", NEW."territory_id", NEW."website"); RETURN NULL;', hash='318862c7ec81f09ed6c44d3ff96fe57c54a671f7', operation='UPDATE', pgid='pgtrigger_update_update_17175', table='directory_organisation', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='network',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('sort_key', ''), _negated=True)), name='network_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='territorychange',
            constraint=models.UniqueConstraint(fields=('old', 'new', 'kind', 'on'), name='territory_change_told_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='territorychange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'withdrawn'), ('new__isnull', True)), models.Q(('kind', 'merged'), ('new__isnull', False), models.Q(('new', models.F('old')), _negated=True)), models.Q(('kind__in', ('renamed', 'moved', 'restored')), ('new', models.F('old'))), _connector='OR'), name='territory_change_knows_its_successor'),
        ),
    ]
