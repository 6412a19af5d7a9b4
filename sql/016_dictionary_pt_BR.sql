-- Made by sql/dictionary/make from pt_BR.txt: edit that.
INSERT INTO @extschema@.synth_dictionary (list, locale, value, tag, parent, weight, builtin)
SELECT s.list, 'pt_BR', w.value, w.tag, w.parent, coalesce(w.weight, CASE WHEN s.ranked THEN 10.0 OPERATOR(pg_catalog./) (9 OPERATOR(pg_catalog.+) e.n) ELSE s.weight END), true
FROM (VALUES
('given', true, $d$f$d$, $d$$d$, 1, $d$Maria;Ana;Francisca;Ant\u00f4nia;Adriana;Juliana;M\u00e1rcia;Fernanda;Patr\u00edcia;Aline;Sandra;Camila;Amanda;
Bruna;J\u00e9ssica;Let\u00edcia;J\u00falia;Luciana;Vanessa;Mariana;Gabriela;Vera;Vit\u00f3ria;Larissa;
Cl\u00e1udia;Beatriz;Rita;Luana;S\u00f4nia;Renata;Eliane;Josefa;Simone;Nat\u00e1lia;Cristiane;Carla;
D\u00e9bora;Ros\u00e2ngela;Jaqueline;Rosa;Daniela;Aparecida;Marlene;Terezinha;Raimunda;Alice;Sofia;Helena;
Laura;Isabela;Manuela;Lu\u00edza;Valentina;Giovana;Raquel;Elaine$d$),
('given', true, $d$m$d$, $d$$d$, 1, $d$Jos\u00e9;Jo\u00e3o;Ant\u00f4nio;Francisco;Carlos;Paulo;Pedro;Lucas;Luiz;Marcos;Lu\u00eds;Gabriel;Rafael;
Daniel;Marcelo;Bruno;Eduardo;Felipe;Rodrigo;Manoel;Mateus;Andr\u00e9;Fernando;F\u00e1bio;Leonardo;Gustavo;
Guilherme;Leandro;Tiago;Anderson;Ricardo;M\u00e1rcio;Jorge;Alexandre;Roberto;Edson;Diego;V\u00edtor;
S\u00e9rgio;Cl\u00e1udio;Matheus;Thiago;Geraldo;Adriano;Luciano;J\u00falio;Renato;Alex;Vin\u00edcius;
Rog\u00e9rio;Samuel;Ronaldo;M\u00e1rio;Fl\u00e1vio;Igor;Douglas;Davi;Arthur;Miguel;Heitor;Bernardo$d$),
('family', true, $d$$d$, $d$$d$, 1, $d$da Silva;dos Santos;de Oliveira;de Souza;Rodrigues;Ferreira;Alves;Pereira;de Lima;Gomes;da Costa;Ribeiro;
Martins;de Carvalho;de Almeida;Lopes;Soares;Fernandes;Vieira;Barbosa;Rocha;Dias;do Nascimento;de Andrade;
Moreira;Nunes;Marques;Machado;Mendes;Freitas;Cardoso;Ramos;Gon\u00e7alves;Santana;Teixeira;Ara\u00fajo;Moura;
Pinto;Correia;Cavalcante;Monteiro;Batista;Campos;Castro;Miranda;Borges;Melo;Nogueira;Reis;Azevedo;Duarte;Cunha;
Farias;Barros;Medeiros;Guimar\u00e3es;Pires;Xavier;Siqueira;Fonseca;Brito;Coelho;Sales;Macedo;Tavares;Aguiar;
Matos;Rezende;Viana;Bezerra;Peixoto;Amaral;Antunes;Queiroz;Pacheco;Leal;Brand\u00e3o;Paiva;Furtado;Assis;Neves;
Sampaio;Bastos;Leite;Magalh\u00e3es;Maia;Braga;Coutinho;Lacerda;Torres$d$),
('title', false, $d$$d$, $d$$d$, 1, $d$Sr.|m||4;Sra.|f||4;Srta.|f||0.4;Dr.|m||0.4;Dra.|f||0.4$d$),
('street', true, $d$$d$, $d$$d$, 1, $d$Rua Sete de Setembro;Rua Quinze de Novembro;Rua S\u00e3o Jos\u00e9;Rua S\u00e3o Jo\u00e3o;
Rua Santo Ant\u00f4nio;Rua S\u00e3o Paulo;Rua Tiradentes;Rua das Flores;Rua Rui Barbosa;Rua Bela Vista;
Avenida Brasil;Rua da Paz;Rua S\u00e3o Pedro;Rua Santa Rita;Rua Projetada;Rua Jos\u00e9 Bonif\u00e1cio;
Rua Duque de Caxias;Rua Marechal Deodoro;Rua Primeiro de Maio;Avenida Get\u00falio Vargas;Rua das Palmeiras;
Rua Paran\u00e1;Rua Bahia;Rua Minas Gerais;Rua Amazonas;Rua Goi\u00e1s;Rua dos Ip\u00eas;Rua das Ac\u00e1cias;
Avenida Central;Rua do Com\u00e9rcio;Rua da Matriz;Travessa da Saudade;Rua Boa Esperan\u00e7a;
Avenida Beira Mar;Rua Castro Alves;Rua Esp\u00edrito Santo;Rua Pernambuco;Alameda dos Jacarand\u00e1s;Rua Nova;
Rua Direita$d$),
('street_format', false, $d$$d$, $d$$d$, 1, $d${street}, {number}$d$),
('region', false, $d$$d$, $d$BR$d$, 1, $d$Acre|AC;Alagoas|AL;Amap\u00e1|AP;Amazonas|AM;Bahia|BA;Cear\u00e1|CE;Distrito Federal|DF;Esp\u00edrito Santo|ES;
Goi\u00e1s|GO;Maranh\u00e3o|MA;Mato Grosso|MT;Mato Grosso do Sul|MS;Minas Gerais|MG;Par\u00e1|PA;
Para\u00edba|PB;Paran\u00e1|PR;Pernambuco|PE;Piau\u00ed|PI;Rio de Janeiro|RJ;Rio Grande do Norte|RN;
Rio Grande do Sul|RS;Rond\u00f4nia|RO;Roraima|RR;Santa Catarina|SC;S\u00e3o Paulo|SP;Sergipe|SE;Tocantins|TO$d$),
('city', true, $d$$d$, $d$$d$, 1, $d$S\u00e3o Paulo|01|S\u00e3o Paulo;Rio de Janeiro|20|Rio de Janeiro;Bras\u00edlia|70|Distrito Federal;
Salvador|40|Bahia;Fortaleza|60|Cear\u00e1;Belo Horizonte|30|Minas Gerais;Manaus|690|Amazonas;
Curitiba|80|Paran\u00e1;Recife|50|Pernambuco;Goi\u00e2nia|74|Goi\u00e1s;Porto Alegre|90|Rio Grande do Sul;
Bel\u00e9m|66|Par\u00e1;Guarulhos|07|S\u00e3o Paulo;Campinas|130|S\u00e3o Paulo;
S\u00e3o Lu\u00eds|650|Maranh\u00e3o;Macei\u00f3|570|Alagoas;Campo Grande|790|Mato Grosso do Sul;
Natal|590|Rio Grande do Norte;Teresina|640|Piau\u00ed;Jo\u00e3o Pessoa|580|Para\u00edba;
Santos|110|S\u00e3o Paulo;Ribeir\u00e3o Preto|140|S\u00e3o Paulo;Uberl\u00e2ndia|384|Minas Gerais;
Sorocaba|180|S\u00e3o Paulo;Aracaju|490|Sergipe;Cuiab\u00e1|780|Mato Grosso;Joinville|892|Santa Catarina;
Londrina|860|Paran\u00e1;Florian\u00f3polis|880|Santa Catarina;Vit\u00f3ria|290|Esp\u00edrito Santo;
Niter\u00f3i|24|Rio de Janeiro;Porto Velho|768|Rond\u00f4nia;Macap\u00e1|689|Amap\u00e1;Rio Branco|699|Acre;
Boa Vista|693|Roraima;Palmas|770|Tocantins$d$),
('postcode', false, $d$$d$, $d$$d$, 1, $d$[0-9]{5}-[0-9]{3}$d$),
('phone', false, $d$$d$, $d$$d$, 1, $d$\u005c((20\u007c30\u007c40\u007c50\u007c60\u007c70\u007c80)\u005c) 9[0-9]{4}-[0-9]{4}|||4;
\u005c((20\u007c30\u007c40\u007c50\u007c60\u007c70\u007c80)\u005c) 3[0-9]{3}-[0-9]{4}|||2;
\u005c+55 (20\u007c30\u007c40\u007c50\u007c60\u007c70\u007c80) 9[0-9]{4}-[0-9]{4}$d$),
('national_id', false, $d$$d$, $d$$d$, 1, $d$
(00\u007c15\u007c34\u007c49\u007c53\u007c68\u007c72\u007c87\u007c91)(0\u005c.0\u007c1\u005c.2\u007c2\u005c.4\u007c3\u005c.6\u007c4\u005c.8\u007c6\u005c.1\u007c7\u005c.3\u007c8\u005c.5\u007c9\u005c.7)(00\u007c11\u007c22\u007c33\u007c44\u007c55\u007c66\u007c77\u007c88\u007c99)\u005c.(00\u007c16\u007c21\u007c37\u007c42\u007c58\u007c63\u007c79\u007c84)0-[1-9][0-9]|||3;
(00\u007c15\u007c34\u007c49\u007c53\u007c68\u007c72\u007c87\u007c91)(00\u007c12\u007c24\u007c36\u007c48\u007c61\u007c73\u007c85\u007c97)(00\u007c11\u007c22\u007c33\u007c44\u007c55\u007c66\u007c77\u007c88\u007c99)(00\u007c16\u007c21\u007c37\u007c42\u007c58\u007c63\u007c79\u007c84)0[1-9][0-9]|||1$d$),
('company_suffix', false, $d$$d$, $d$$d$, 1, $d$Ltda.|||10;S.A.|||4;ME|||2;EIRELI;& Filhos;Grupo;e Associados$d$),
('country', false, $d$$d$, $d$$d$, 1, $d$Brasil|BR BRA||20;Argentina|AR ARG||2;Uruguai|UY URY;Paraguai|PY PRY;Chile|CL CHL;Bol\u00edvia|BO BOL;
Peru|PE PER;Col\u00f4mbia|CO COL;Venezuela|VE VEN;Portugal|PT PRT||2;Espanha|ES ESP;Fran\u00e7a|FR FRA;
It\u00e1lia|IT ITA;Alemanha|DE DEU;Reino Unido|GB GBR;Su\u00ed\u00e7a|CH CHE;Pa\u00edses Baixos|NL NLD;
B\u00e9lgica|BE BEL;Pol\u00f4nia|PL POL;Su\u00e9cia|SE SWE;Turquia|TR TUR;Angola|AO AGO;Mo\u00e7ambique|MZ MOZ;
Estados Unidos|US USA;Canad\u00e1|CA CAN;M\u00e9xico|MX MEX;Jap\u00e3o|JP JPN;China|CN CHN$d$),
('colour', false, $d$$d$, $d$$d$, 1, $d$vermelho|#ff0000;azul|#0000ff;verde|#008000;amarelo|#ffff00;laranja|#ffa500;violeta|#ee82ee;rosa|#ffc0cb;
marrom|#a52a2a;preto|#000000;branco|#ffffff;cinza|#808080;turquesa|#40e0d0;bege|#f5f5dc;dourado|#ffd700$d$),
('job', true, $d$$d$, $d$$d$, 1, $d$Vendedor;Vendedora;Auxiliar administrativo;Assistente administrativa;Gerente;Gerente de vendas;
Representante comercial;Professor;Professora;Enfermeiro;Enfermeira;T\u00e9cnico de enfermagem;M\u00e9dico;
M\u00e9dica;Engenheiro;Engenheira;Programador;Analista de sistemas;Analista financeiro;Contador;Contadora;
Secret\u00e1ria;Recepcionista;Diretor;Diretora;Eletricista;Encanador;Marceneiro;Pedreiro;Pintor;Mec\u00e2nico;
Motorista;Caminhoneiro;Almoxarife;Cozinheiro;Cozinheira;Gar\u00e7om;Gar\u00e7onete;Padeiro;A\u00e7ougueiro;
Cabeleireiro;Cabeleireira;Agricultor;Jardineiro;Farmac\u00eautica;Dentista;Advogado;Advogada;Arquiteto;
Arquiteta;Jornalista;Tradutora;Designer gr\u00e1fico;Comprador;Consultor;Policial;Bombeiro;Porteiro;
Estagi\u00e1rio;Aprendiz;Aposentado;Propriet\u00e1rio;Propriet\u00e1ria$d$)
) AS s (list, ranked, tag, parent, weight, words),
LATERAL pg_catalog.unnest(pg_catalog.string_to_array(s.words, ';')) WITH ORDINALITY AS e (entry, n),
LATERAL (SELECT @extschema@.synth_dictionary_text(pg_catalog.ltrim(pg_catalog.split_part(e.entry, '|', 1), pg_catalog.chr(10))) AS value,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 2), ''), s.tag)) AS tag,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 3), ''), s.parent)) AS parent,
	nullif(pg_catalog.split_part(e.entry, '|', 4), '')::pg_catalog.float4 AS weight) AS w
-- what the encoding of the database cannot hold is left out
WHERE w.value IS NOT NULL AND w.tag IS NOT NULL AND w.parent IS NOT NULL;
